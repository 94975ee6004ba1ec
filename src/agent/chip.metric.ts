import { AdapterParseError, LanguageModelError } from '../dspy/errors.ts';
import type { Metric, Score } from '../dspy/example.ts';
import type { LanguageModel } from '../dspy/language-model.ts';
import { Predict } from '../dspy/predict.ts';
import type { CallTrace } from '../dspy/tracking.ts';
import { ChipJudge, rubricFor } from './chip-judge.signature.ts';
import { ChipReply } from './chip-reply.signature.ts';
import type { ChipInput } from './reply.program.ts';
import type { ChipExample } from './examples.ts';
import { scoreByRules } from './metric/rules.ts';

/** Rules count for more: they give the same score to the same reply, and what they forbid must not be made up for. */
const RULES_SHARE = 0.6;
const JUDGE_SHARE = 1 - RULES_SHARE;
const BEST_MARK = 10;
/** Of a judging model: the feedback, and what a model thinks before it. */
const JUDGE_CALL = { temperature: 0, maxTokens: 1_500, deadlineMs: 60_000 };

export type ChipMetric = Metric<ChipInput, { readonly reply: string }, ChipExample>;

export interface ChipMetricOptions {
  /** Lets this model judge too. Without it the metric needs no model. */
  readonly judge?: LanguageModel;
}

/**
 * Says how good a reply of Chip's is, with remarks in words on all that is wrong.
 *
 * By rules alone the score is 1 less the cost of every broken rule (`COST` in `metric/reply.check.ts`). With a judge it is
 * 0.6 times that and 0.4 times the judge's mark. A reply that the rules give 0 stays at 0 and is not judged.
 *
 * @throws LanguageModelError when the judge cannot be had. A judge who answers badly leaves the rules' score as it is.
 */
export function chipMetric({ judge }: ChipMetricOptions = {}): ChipMetric {
  const predict = new Predict(ChipJudge, { adapter: 'json' });
  return async (example, { reply }, calls, { signal }) => {
    const rules = scoreByRules(reply, { ...replyCase(example), instructions: instructionsOf(calls) });
    const remarks = rules.remarks.join(' ');
    if (!judge || rules.score === 0) return { score: rules.score, feedback: remarks };
    const mark = await markOf(() => {
      const { user_message, history } = replyCase(example);
      const earlier = history.map(
        ({ role, content }) => `${role === 'user' ? 'member' : 'Chip'}: ${content}`,
      );
      const inputs = {
        user_message,
        history: earlier.join('\n') || 'none',
        reply,
        rubric: rubricFor(example),
      };
      return predict.call(inputs, { ...JUDGE_CALL, lm: judge, signal });
    });
    if (!mark) return { score: rules.score, feedback: remarks };
    return {
      score: RULES_SHARE * rules.score + JUDGE_SHARE * mark.score,
      feedback: [remarks, mark.feedback].filter(Boolean).join(' '),
    };
  };
}

function replyCase({ input: { user_message, history }, expect }: ChipExample) {
  return { user_message, history, expect };
}

/** Those that the reply was written under, which may not be those in the code. */
function instructionsOf(calls: readonly CallTrace[]): string {
  const used = calls.map(({ instance }) => instance.signature.instructions);
  return [...new Set([ChipReply.instructions, ...used])].join('\n');
}

async function markOf(
  judge: () => Promise<{ outputs: { readonly score: number; readonly feedback: string } }>,
): Promise<Score | undefined> {
  try {
    const { score, feedback } = (await judge()).outputs;
    return { score: Math.min(BEST_MARK, Math.max(0, score)) / BEST_MARK, feedback };
  } catch (error) {
    const answeredBadly =
      error instanceof AdapterParseError ||
      (error instanceof LanguageModelError && error.kind === 'bad-output');
    if (!answeredBadly) throw error;
    return undefined;
  }
}
