/**
 * `npm run evaluate`: lets Chip answer the examples and says how good the answers are, as a table here and as a report for
 * reading. See docs/evaluation.md.
 */
import { join } from 'node:path';
import { ARTIFACT_PATH } from '../src/agent/artifact.ts';
import { ChipRespond } from '../src/agent/chip-respond.program.ts';
import { chipMetric } from '../src/agent/chip.metric.ts';
import { readExamples } from '../src/agent/examples.ts';
import { evaluate } from '../src/dspy/evaluate.ts';
import { isOutage } from '../src/dspy/optimize/optimizer.ts';
import { readArguments, USAGE } from './evaluate/arguments.ts';
import { Models, RUN_DEADLINE_MS } from './evaluate/models.ts';
import { showProgress } from './evaluate/progress.ts';
import { reportedExample, writeReport } from './evaluate/report.ts';
import { runScript } from './evaluate/run-script.ts';
import { readSettings } from './evaluate/settings.ts';
import { summarize } from './evaluate/summary.ts';
import { table } from './evaluate/table.ts';
import { UsageError } from './evaluate/usage.error.ts';
import { checkWritable } from './evaluate/write-file.ts';
import { readArtifact } from './optimize/artifact-file.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

await runScript('evaluate', async (signal) => {
  const startedAt = new Date();
  const args = readArguments(process.argv.slice(2), startedAt);
  if (!args) return say(USAGE);
  const { data, split, limit, concurrency, tokensPerMinute, out, artifact = ARTIFACT_PATH } = args;
  checkWritable(join(out, 'report.json'));
  const wanted = readExamples(data).filter((example) => split === 'all' || example.split === split);
  const examples = wanted.slice(0, limit);
  if (examples.length === 0) throw new UsageError(`${data} has no ${split} examples`);

  const saved = artifact === 'none' ? undefined : readArtifact(artifact);
  if (!saved && args.artifact !== undefined && artifact !== 'none')
    throw new UsageError(`${artifact} does not exist`);
  const instructions = saved ? artifact : 'as in the code';

  const settings = await readSettings();
  const models = await Models.open(settings, { signal, tokensPerMinute });
  const model = models.idOf(settings.GROQ_MODEL);
  const judge = args.judge ? model : undefined;
  say(`${examples.length} examples (${split}), ${model}, instructions ${instructions}`);

  const progress = showProgress('evaluate', examples.length);
  const { rows } = await evaluate(
    saved ?? new ChipRespond(),
    examples,
    chipMetric({ judge: judge === undefined ? undefined : models.get(judge) }),
    {
      lm: models.get(model),
      concurrency,
      signal,
      isFatal: isOutage,
      deadlineMs: RUN_DEADLINE_MS,
      temperature: settings.GROQ_TEMPERATURE,
      maxTokens: settings.OUTPUT_TOKEN_LIMIT,
      onProgress: ({ done }) => progress.update(done),
    },
  ).finally(() => progress.stop());

  const summary = summarize(rows);
  say(`\n${table(summary)}`);
  const page = writeReport(out, {
    title: "Chip's replies, evaluated",
    created_at: startedAt.toISOString(),
    model,
    data,
    split,
    artifact: instructions,
    judge,
    summary,
    examples: rows.map(reportedExample),
  });
  say(`report: ${page}`);
});
