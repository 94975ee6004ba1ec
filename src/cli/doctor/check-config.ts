import { ConfigError, readConfig } from '../../config/read-config.ts';
import { warningsAbout } from '../../config/rules.ts';
import { fail, ok, warn, type Finding } from './finding.ts';

/** The environment, by the rules of a start. */
export function checkConfig(environment: NodeJS.ProcessEnv): Finding[] {
  try {
    const config = readConfig(environment);
    const warnings = warningsAbout(config).map((warning) => {
      const [what = '', ...rest] = warning.split(': ');
      return warn(what, rest.join(': ') || 'see .env.example');
    });
    return [ok(`configuration: NODE_ENV=${config.NODE_ENV}, nothing is wrong`), ...warnings];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((problem) =>
      fail(`configuration: ${problem}`, 'change it in .env, or where your host keeps its variables'),
    );
  }
}
