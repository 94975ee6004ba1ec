import { existsSync } from 'node:fs';
import type { ChipConfig } from '../../src/config/chip.config.ts';
import { UsageError } from './usage.error.ts';

/** What the scripts share with the server. The rest of its configuration, and rules about it, are not their concern. */
const NAMES = [
  'GROQ_API_KEY',
  'GROQ_MODEL',
  'OPENAI_API_BASE',
  'GROQ_TEMPERATURE',
  'INPUT_TOKEN_LIMIT',
  'OUTPUT_TOKEN_LIMIT',
  'TURN_DEADLINE_MS',
];

const NO_KEY = `GROQ_API_KEY is not set, so there is no model to measure. Either put the key of a Groq account into .env:
  GROQ_API_KEY=...          # https://console.groq.com/keys
or rehearse offline with the emulator's model, in two terminals:
  npm run emulator -- --model-seed 7
  GROQ_API_KEY=offline OPENAI_API_BASE=http://127.0.0.1:8090/openai/v1 npm run ...`;

/**
 * The model's part of the server's configuration, with its defaults and checks, from the environment and `.env`.
 *
 * @throws UsageError when a value is bad or no key is set
 */
export async function readSettings(): Promise<ChipConfig & { GROQ_API_KEY: string }> {
  // As the server does: a developer's file must not change what tests see.
  if (process.env.NODE_ENV !== 'test' && existsSync('.env')) process.loadEnvFile('.env');
  const { readConfig } = await builtConfig();
  const env = Object.fromEntries(NAMES.map((name) => [name, process.env[name]]));
  const config = usable(() => readConfig(env));
  if (!config.GROQ_API_KEY) throw new UsageError(NO_KEY);
  return config as ChipConfig & { GROQ_API_KEY: string };
}

/** Its decorators run only after the compiler, so this one part comes from the build. */
async function builtConfig(): Promise<typeof import('../../src/config/read-config.ts')> {
  const built = new URL('../../dist/config/read-config.js', import.meta.url);
  if (!existsSync(built)) throw new UsageError('dist is missing: run npm run build first');
  return (await import(built.href)) as typeof import('../../src/config/read-config.ts');
}

function usable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
