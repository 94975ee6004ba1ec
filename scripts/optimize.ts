/**
 * `npm run optimize`: looks for better instructions or demos for Chip and writes them to artifacts/chip.json, if they do
 * better on held-out examples than the program as it is, and than the file that is there. See docs/evaluation.md.
 */
import { resolve } from 'node:path';
import { ARTIFACT_PATH } from '../src/agent/artifact.ts';
import { refuseInstructions } from '../src/agent/artifact.guard.ts';
import { ChipRespond } from '../src/agent/chip-respond.program.ts';
import { readExamples } from '../src/agent/examples.ts';
import { evaluate } from '../src/dspy/evaluate.ts';
import { Budget } from '../src/dspy/optimize/budget.ts';
import { isOutage } from '../src/dspy/optimize/optimizer.ts';
import { showProgress } from './evaluate/progress.ts';
import { runScript } from './evaluate/run-script.ts';
import { readSettings } from './evaluate/settings.ts';
import { checkWritable } from './evaluate/write-file.ts';
import { readArguments, USAGE } from './optimize/arguments.ts';
import { readArtifact, writeArtifact } from './optimize/artifact-file.ts';
import { describeChanges } from './optimize/changes.ts';
import { compare, meanOf, type HeldOut } from './optimize/held-out.ts';
import { Reached } from './optimize/reached.ts';
import { mayStart } from './optimize/plan.ts';
import { checkBudget, search } from './optimize/search.ts';
import { splitExamples } from './optimize/split.ts';
import { Workshop } from './optimize/workshop.ts';

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

await runScript('optimize', async (signal) => {
  const args = readArguments(process.argv.slice(2));
  if (!args) return say(USAGE);
  const { method, seed, out } = args;
  checkWritable(out);
  const splits = splitExamples(readExamples(args.data), args.resplit ? seed : undefined);
  checkBudget(method, args.budget, splits);
  const current = readArtifact(out);
  const base = new ChipRespond();
  const workshop = await Workshop.open(args, await readSettings(), signal);
  const programs = current ? 3 : 2;
  say(workshop.describe(splits, programs));
  if (!(await mayStart(args.yes, signal))) return say('Nothing was done.');

  const reached = new Reached(args);
  const call = { ...workshop.call, metric: workshop.metric, concurrency: args.concurrency, signal };
  const progress = showProgress('search', args.budget);
  const found = await search(
    method,
    base,
    {
      ...call,
      train: splits.train,
      validation: splits.validation,
      seed,
      budget: new Budget(args.budget),
      onProgress: (step) => {
        reached.update(step);
        progress.update(step.done, step.best);
        if (step.note) progress.note(step.note);
      },
    },
    workshop.reflection,
  )
    .catch((error: unknown) => reached.explain(error))
    .finally(() => progress.stop());

  const { best, baseline } = found;
  say(
    `\nsearch: ${found.candidates.length} candidates, ${found.spent} of ${args.budget} spent (${found.ended})`,
  );
  say(
    `validation (${splits.validation.length}): baseline ${baseline.mean.toFixed(3)}, best ${best.mean.toFixed(3)}`,
  );
  if (best === baseline) return say(`Nothing better than the baseline was found. ${out} was not written.`);

  const scoring = showProgress('held out', programs * splits.test.length);
  let done = 0;
  const score = async (name: string, program: ChipRespond): Promise<HeldOut> => {
    const onProgress = (): void => scoring.update(++done);
    const { metric, ...options } = call;
    const { rows } = await evaluate(program, splits.test, metric, {
      ...options,
      isFatal: isOutage,
      onProgress,
    });
    return { name, scores: rows.map((row) => row.score) };
  };
  const heldOut = await (async () => {
    const others = [await score('base', base)];
    if (current) others.push(await score(out, current));
    return { others, result: await score('found', best.program) };
  })()
    .catch((error: unknown) => reached.explain(error))
    .finally(() => scoring.stop());

  const { better, table } = compare(heldOut.others, heldOut.result);
  say(`\nheld out (${splits.test.length}):\n${table}`);
  say(`\n${describeChanges(base, best.program)}\n`);
  if (!better) return say(`Not better on the held-out examples. ${out} was not written.`);
  for (const [name, { signature }] of best.program.namedPredictors()) {
    const refusal = refuseInstructions(signature.instructions);
    if (refusal) throw new Error(`the instructions of ${name} cannot be used: ${refusal}`);
  }
  writeArtifact(out, best.program, {
    score: rounded(meanOf(heldOut.result.scores)),
    n: splits.test.length,
    baseline: rounded(meanOf(heldOut.others[0]!.scores)),
    model: workshop.student,
    reflection_model: method === 'gepa' ? workshop.reflector : undefined,
    judge: args.judge,
    method,
    seed,
    budget: args.budget,
    date: new Date().toISOString(),
  });
  const isServers = resolve(out) === resolve(ARTIFACT_PATH);
  say(
    `${out} written. The server uses ${isServers ? 'it from its next start on' : `${ARTIFACT_PATH} and not this file`}.`,
  );
});
