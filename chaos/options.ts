import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { BROKEN, brokenBuild, type BreakName } from './broken/list.ts';
import { MOST_CONVERSATIONS } from './people.ts';
import { SIZES, type Size } from './sizes.ts';

export interface RunOptions extends Size {
  store: 'sqlite' | 'supabase';
  scenario: 'storm' | 'restarts' | 'points';
  /** In `points`: where a server dies. */
  failpoint?: string;
  seed: number;
  /** File that each server runs. */
  entry: string;
  verbose: boolean;
  /** Keep the folder of the run; it is kept anyway when a promise was broken. */
  keep: boolean;
}

export type Command =
  | { run: 'chaos'; options: RunOptions; broken?: BreakName }
  | { run: 'points'; store: RunOptions['store']; seed: number; verbose: boolean }
  | { run: 'prove'; store: RunOptions['store']; seed: number; verbose: boolean };

export const CHIP_ENTRY = fileURLToPath(new URL('chip/main.ts', import.meta.url));

const FLAGS = {
  store: { type: 'string', default: 'sqlite' },
  scenario: { type: 'string', default: 'storm' },
  seed: { type: 'string' },
  messages: { type: 'string' },
  conversations: { type: 'string' },
  seconds: { type: 'string' },
  break: { type: 'string' },
  short: { type: 'boolean', default: false },
  prove: { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
} as const;

/** Reads the flags of `npm run chaos`. Throws an Error that says what is wrong and how to mend it. */
export function readCommand(args: string[]): Command {
  const { values } = parseArgs({ args, options: FLAGS, strict: true });
  const whole = (
    name: 'seed' | 'messages' | 'conversations' | 'seconds',
    fallback: number,
    most: number,
  ): number => {
    const value = Number(values[name] ?? fallback);
    if (!Number.isInteger(value) || value < 1 || value > most)
      throw new Error(`--${name} must be a whole number from 1 to ${most}`);
    return value;
  };
  const seed = whole('seed', 1 + Math.floor(Math.random() * 1e6), 2 ** 31);
  const { store, scenario, verbose, keep } = values;
  if (store !== 'sqlite' && store !== 'supabase') throw new Error('--store must be sqlite or supabase');
  if (values.prove) return { run: 'prove', store, seed, verbose };
  if (scenario === 'points') return { run: 'points', store, seed, verbose };
  if (scenario !== 'storm' && scenario !== 'restarts')
    throw new Error('--scenario must be storm, restarts or points');
  const broken = readBreak(values.break);
  const size =
    SIZES[broken ? 'small' : values.short ? 'short' : scenario === 'restarts' ? 'restarts' : 'full'];
  const options: RunOptions = {
    store,
    scenario,
    seed,
    messages: whole('messages', size.messages, 100_000),
    conversations: whole('conversations', size.conversations, MOST_CONVERSATIONS),
    seconds: whole('seconds', size.seconds, 3600),
    odds: { ...size.odds, ...(broken && brokenBuild(broken).odds) },
    patienceMs: size.patienceMs,
    entry: broken ? brokenBuild(broken).entry : CHIP_ENTRY,
    verbose,
    keep,
  };
  return { run: 'chaos', options, ...(broken && { broken }) };
}

function readBreak(name: string | undefined): BreakName | undefined {
  if (name === undefined) return undefined;
  const known = Object.keys(BROKEN);
  if (!known.includes(name)) throw new Error(`--break must be one of ${known.join(', ')}`);
  return name as BreakName;
}
