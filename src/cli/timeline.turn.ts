import type { LimitRule } from '../conversation/limits/turn.limits.ts';
import type { ModelCallRecord } from '../conversation/model-calls.ts';
import type { TrailFailure, TrailText, TrailTurn } from '../conversation/trail.ts';
import type { TurnRoute } from '../conversation/turn.route.ts';
import { oneLine, timeOf } from './printable.ts';
import type { Step } from './timeline.ts';

const MOST_ARGUMENTS = 120;

/** Why no turn was made of a text that was stored: the limit, by the variable that sets it, and until when it holds. */
export function gate({ limit, event }: TrailText, zone: string): string | undefined {
  if (limit)
    return `gated: ${variableOf(limit.rule)} was used up, until ${timeOf(limit.until, zone)}; not answered`;
  if (event?.reason === 'rate-limited')
    return 'gated: LIMIT_UNANSWERED texts were waiting for an answer already; not answered';
  return event?.reason ? `gated: ${event.reason}` : undefined;
}

export const variableOf = (rule: LimitRule): string => `LIMIT_${rule.toUpperCase().replaceAll('-', '_')}`;

/** An attempt that made no reply. */
export function stepsOfFailure({
  fence,
  reason,
  outcome,
  durationMs,
  createdAt,
  modelCalls,
}: TrailFailure): Step[] {
  const took = durationMs === null ? '' : ` after ${durationMs} ms`;
  return [
    ...begun(fence, createdAt, durationMs),
    ...modelCalls.map((call) => stepOfModel(call, createdAt)),
    {
      at: createdAt,
      what: `turn ${fence} failed${took}: ${reason}${outcome === 'dead' ? ', given up' : ', tried again'}`,
    },
  ];
}

/** From its claim to its commit. @param replies what it has written, in words */
export function stepsOfTurn(turn: TrailTurn, replies: string): Step[] {
  const { fence, createdAt: at, durationMs, model, promptTokens, completionTokens } = turn;
  const tools = turn.toolCalls.map(({ tool, outcome, ms, arguments: given, createdAt }) => {
    const shown = given === '' ? '' : `, ${oneLine(given, MOST_ARGUMENTS)}`;
    return { at: createdAt, what: `tool ${tool}: ${outcome}, ${ms} ms${shown}` };
  });
  const tokens = `${promptTokens} + ${completionTokens} tokens`;
  return [
    ...begun(fence, at, durationMs),
    ...turn.modelCalls.map((call) => stepOfModel(call, at)),
    ...tools,
    ...(turn.route ? [{ at, what: answeredBy(turn.route) }] : []),
    { at, what: `turn ${fence} committed: ${model}, ${tokens}, ${durationMs} ms, ${replies}` },
  ];
}

const begun = (fence: number, endedAt: number, durationMs: number | null): Step[] =>
  durationMs === null ? [] : [{ at: endedAt - durationMs, what: `turn ${fence} begun` }];

function stepOfModel(call: ModelCallRecord, endedAt: number): Step {
  const { model, outcome, status, ms, waitedMs = 0, promptTokens, completionTokens, agoMs } = call;
  // Of what was cut off nobody says how far it came; it is counted as if it had come to its end.
  const most = outcome === 'aborted' || outcome === 'timeout' ? 'at most ' : '';
  const tokens =
    promptTokens + completionTokens > 0 ? `, ${most}${promptTokens} + ${completionTokens} tokens` : '';
  const waited = waitedMs > 0 ? `, waited ${Math.round(waitedMs)} ms before` : '';
  return {
    at: endedAt - agoMs,
    what: `model ${model}: ${outcome}${status === undefined ? '' : ` (${status})`}, ${ms} ms${tokens}${waited}`,
  };
}

function answeredBy({ agent, picked, reason, confidence, failure, ms }: TurnRoute): string {
  if (reason === 'no-choice') return `answered by ${agent}`;
  const sure = confidence === undefined ? '' : `, ${Math.round(confidence * 100)} % sure`;
  const failed = failure === undefined ? '' : `; ${picked} was picked and failed (${failure})`;
  return `answered by ${agent}: ${reason}${sure}, chosen in ${ms} ms${failed}`;
}
