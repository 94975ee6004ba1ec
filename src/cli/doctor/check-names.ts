import { misspelt } from '../../config/misspelt.ts';
import { warn, type Finding } from './finding.ts';

/** Variables that nobody reads because their names are mistaken. Names alone are shown: a value may be a secret. */
export function checkNames(environment: NodeJS.ProcessEnv): Finding[] {
  return misspelt(Object.keys(environment)).map(({ name, meant }) =>
    warn(
      `configuration: ${name} is set and known to nobody`,
      `did you mean ${meant}? Change its name in .env`,
    ),
  );
}
