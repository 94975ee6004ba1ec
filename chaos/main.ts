/**
 * `npm run chaos`: Chip under faults, and an auditor who looks at what is left. Prints one JSON line; ends with 0 only
 * if every promise held and enough had happened.
 */
import { readCommand, type Command, type RunOptions } from './options.ts';
import { runPoints } from './points.ts';
import { prove } from './prove.ts';
import { runChaos } from './run.ts';

const say = (line: string): boolean => process.stderr.write(`${line}\n`);

/** Runs it; whether all is well, and what the line on stdout says. */
async function perform(command: Command): Promise<{ ok: boolean } & Record<string, unknown>> {
  switch (command.run) {
    case 'chaos':
      return chaos(command.options, command.broken);
    case 'prove': {
      const proofs = await prove(command, say);
      const failed = Object.fromEntries(proofs.map(({ build, failed: checks }) => [build, checks]));
      const { seed, store } = command;
      return { ok: proofs.every(({ proved }) => proved), seed, store, failed };
    }
    case 'points':
      return points(command);
    default:
      return command satisfies never;
  }
}

async function chaos(
  options: RunOptions,
  broken?: string,
): Promise<{ ok: boolean } & Record<string, unknown>> {
  const { ok, failed, counts, findings } = await runChaos(options, say);
  for (const { check, what, where } of findings) say(`${check}: ${what}: ${where}`);
  return { ok, failed, ...(broken && { broken }), ...counts };
}

async function points(
  options: Parameters<typeof runPoints>[0],
): Promise<{ ok: boolean } & Record<string, unknown>> {
  const runs = await runPoints(options, say);
  const failed = runs.filter(({ verdict }) => !verdict.ok).map(({ point }) => point);
  const { seed, store } = options;
  return { ok: failed.length === 0, failed, seed, store, scenario: 'points', runs: runs.length };
}

/** What `fetch` says is in its cause. */
const explain = ({ message, cause, stack }: Error): string =>
  cause instanceof Error ? `${message}: ${cause.message}\n${stack}` : message;

/** The end, also where a run has failed in the middle and left something that goes on. */
const exit = (code: number, line = ''): boolean => process.stdout.write(line, () => process.exit(code));

try {
  const startedAt = performance.now();
  const outcome = await perform(readCommand(process.argv.slice(2)));
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  exit(outcome.ok ? 0 : 1, `${JSON.stringify({ ...outcome, seconds })}\n`);
} catch (error) {
  say(error instanceof Error ? explain(error) : String(error));
  exit(2);
}
