import { createInterface } from 'node:readline/promises';
import type { Price } from '../../src/dspy/openai/prices.ts';
import { usd } from '../evaluate/table.ts';

export interface Plan {
  readonly budget: number;
  /** Runs for the held-out score, at most. */
  readonly heldOut: number;
  /** By the estimate, of one run without its answer. */
  readonly promptTokens: number;
  /** Absent when it is not known. */
  readonly price?: Price;
  readonly tokensPerMinute?: number;
}

const ANSWER_TOKENS = 200;

/** What a search may cost at most, in words. Cached prompts and a judge are left out of account. */
export function describePlan({ budget, heldOut, promptTokens, price, tokensPerMinute }: Plan): string {
  const runs = budget + heldOut;
  const tokens = runs * (promptTokens + ANSWER_TOKENS);
  const cost = price && (runs * (promptTokens * price.input + ANSWER_TOKENS * price.output)) / 1e6;
  const parts = [
    `at most ${budget} runs and reflections for the search and ${heldOut} runs for the held-out score`,
    `about ${(tokens / 1e6).toFixed(2)} million tokens`,
    cost === undefined ? 'price not known' : `about ${usd(cost)}`,
  ];
  if (tokensPerMinute)
    parts.push(`at least ${Math.ceil(tokens / tokensPerMinute)} min at ${tokensPerMinute} tokens a minute`);
  return parts.join('; ');
}

/** Asks on a terminal; where nobody can answer, whoever gave the command has meant it. */
export async function mayStart(yes: boolean, signal: AbortSignal): Promise<boolean> {
  if (yes || !process.stdin.isTTY || !process.stdout.isTTY) return true;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // A terminal in this mode sends no signal by itself.
  terminal.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    return /^y(?:es)?$/i.test((await terminal.question('Start? [y/N] ', { signal })).trim());
  } catch {
    signal.throwIfAborted();
    // Ctrl-D is no answer, and no answer is not yes.
    process.stdout.write('\n');
    return false;
  } finally {
    terminal.close();
  }
}
