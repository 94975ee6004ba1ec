import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { ChipConfig } from './chip.config.ts';
import { readConfig } from './read-config.ts';

/** The environment with what `.env` of this folder adds to it, as a server that starts here would see it. */
export function readEnvironment(): NodeJS.ProcessEnv {
  const file = process.env.NODE_ENV !== 'test' && existsSync('.env') ? readFileSync('.env', 'utf8') : '';
  return { ...parseEnv(file), ...process.env };
}

/** The config of a server that would start here. Throws a ConfigError that names every problem. */
export function configFromEnvironment(): ChipConfig {
  return readConfig(readEnvironment());
}
