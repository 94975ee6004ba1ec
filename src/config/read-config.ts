import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { ChipConfig } from './chip.config.ts';
import { problemsAcross } from './rules.ts';

/** Thrown when Chip cannot start as it is set up. Names every problem, shows no value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`Chip cannot start like this:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Reads environment variables into a validated config. An empty variable counts as not set. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ChipConfig {
  const set: Record<string, string> = {};
  for (const name of Object.keys(new ChipConfig())) {
    const value = env[name]?.trim();
    if (value) set[name] = value;
  }
  const config = plainToInstance(ChipConfig, set, { exposeDefaultValues: true });
  const invalid = validateSync(config).flatMap((error) => Object.values(error.constraints ?? {}));
  // Rules about pairs read parsed values, so they are only told once each value is one.
  const problems = [...invalid, ...(invalid.length === 0 ? problemsAcross(config) : [])];
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}
