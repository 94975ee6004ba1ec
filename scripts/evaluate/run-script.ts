import { ExamplesError } from '../../src/agent/examples.error.ts';
import { BudgetExhaustedError } from '../../src/dspy/optimize/budget.ts';
import { LanguageModelError } from '../../src/dspy/errors.ts';
import { UsageError } from './usage.error.ts';

/** Why a run was stopped by hand, as the reason of its signal. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

/**
 * Runs a command line script: 0 when it is done, 1 when it failed on the way, 2 when it was called wrongly, 130 after
 * Ctrl-C. The first Ctrl-C lets the script stop in order; a second one ends it at once.
 */
export async function runScript(name: string, main: (signal: AbortSignal) => Promise<void>): Promise<never> {
  const interrupt = new AbortController();
  const onSignal = (): void => {
    if (interrupt.signal.aborted) process.exit(130);
    interrupt.abort(new InterruptedError('stopped by hand'));
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    await main(interrupt.signal);
    process.exit(0);
  } catch (error) {
    const { code, message } = describeEnd(error);
    process.stderr.write(`${name}: ${message}\n`);
    process.exit(code);
  }
}

function describeEnd(error: unknown): { code: number; message: string } {
  const wrongCall =
    error instanceof UsageError || error instanceof ExamplesError || error instanceof BudgetExhaustedError;
  if (wrongCall) return { code: 2, message: error.message };
  if (error instanceof InterruptedError) return { code: 130, message: error.message };
  if (error instanceof LanguageModelError) return { code: 1, message: `${error.message}\n${hint(error)}` };
  return { code: 1, message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

function hint({ kind, status }: LanguageModelError): string {
  if (status === 401 || status === 403)
    return 'The key was refused: look at GROQ_API_KEY and OPENAI_API_BASE.';
  if (status === 413)
    return 'One request is larger than the plan allows a minute: use a plan or model with more.';
  if (status === 429) return 'The rate limit of the plan is used up. Run the same command again later.';
  if (kind === 'timeout') return 'The model was too slow. Try a lower --concurrency.';
  return 'The endpoint of the model could not be used (OPENAI_API_BASE). Run the same command again later.';
}
