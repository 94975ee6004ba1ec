import { ConfigError, readConfig } from '../../src/config/read-config.ts';

/** What a start with this environment would refuse, problem by problem; none: it would start. */
export function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}
