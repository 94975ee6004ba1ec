import type { Trail, TrailReply, TrailText } from '../conversation/trail.ts';

/** One thing that happened, or what is the case now (`at` null). */
export interface Step {
  at: number | null;
  what: string;
}

const ENDS: Record<string, string> = {
  listened: 'not answered: in this group Chip answers when he is named or replied to (GROUP_REPLY)',
  'opted-out': 'not answered: they have opted out',
  'rate-limited': 'not answered: a limit held it back',
  ignored: 'not answered: there was nothing to answer',
  dead: 'given up: chip dead redrive makes it due again',
};

/** What became of a text, in the order in which it happened. Steps of other parts of a turn (tools) join here. */
export function timelineOf(
  text: TrailText,
  { killSwitch }: Pick<Trail, 'killSwitch'>,
  now = Date.now(),
): Step[] {
  const { event, turn } = text;
  const steps: Step[] = [
    { at: text.createdAt, what: `received${event ? ` (${event.name}, ${event.outcome})` : ''}` },
  ];
  if (event && event.duplicates > 0)
    steps.push({
      at: event.duplicateAt,
      what: `deduplicated: came ${event.duplicates} times more, the last then`,
    });
  if (event?.reason) steps.push({ at: text.createdAt, what: `rule: ${event.reason}` });
  for (const { createdAt, reason, outcome, durationMs } of text.failures) {
    const took = durationMs === null ? '' : ` after ${durationMs} ms`;
    steps.push({
      at: createdAt,
      what: `turn failed${took}: ${reason}${outcome === 'dead' ? ', given up' : ', tried again'}`,
    });
  }
  if (turn) {
    steps.push({
      at: turn.createdAt,
      what: `turn ${turn.fence} committed: ${turn.model}, ${turn.promptTokens} + ${turn.completionTokens} tokens, ${turn.durationMs} ms, ${count(text.replies)}`,
    });
  }
  steps.push(...text.replies.flatMap((reply) => stepsOf(reply)));
  const sorted = steps.toSorted((a, b) => Number(a.at) - Number(b.at));
  const end = ENDS[text.state];
  if (end) sorted.push({ at: null, what: end });
  if (text.waits) sorted.push({ at: null, what: whatHoldsUp(text.waits, killSwitch, now) });
  return sorted;
}

function stepsOf({
  id,
  part,
  origin,
  state,
  createdAt,
  attempts,
  sendingAt,
  updatedAt,
  errorCode,
  statuses,
}: TrailReply): Step[] {
  const name = origin.startsWith('turn:') ? `bubble ${part + 1}` : origin.replace(/:.*/, '');
  const steps: Step[] = [{ at: createdAt, what: `${name}: written (${id})` }];
  if (state === null) return [...steps, { at: createdAt, what: `${name}: nobody to send it to` }];
  if (sendingAt !== null) steps.push({ at: sendingAt, what: `${name}: send ${attempts} begun` });
  for (const status of statuses) {
    const code = status.errorCode === null ? '' : `, ${status.errorCode}`;
    steps.push({ at: status.createdAt, what: `${name}: status ${status.name}${code}` });
  }
  const code = errorCode === null ? '' : ` (${errorCode})`;
  return [...steps, { at: updatedAt, what: `${name}: ${state}${code}` }];
}

const count = ({ length }: readonly TrailReply[]): string =>
  length === 0 ? 'deliberately no reply' : `${length} ${length === 1 ? 'bubble' : 'bubbles'}`;

function whatHoldsUp(
  { pausedAt, readyAt, leaseUntil, failures }: NonNullable<TrailText['waits']>,
  killSwitch: boolean,
  now: number,
): string {
  if (killSwitch) return 'waits: the kill switch is on (chip kill-switch off)';
  if (pausedAt !== null) return 'waits: the conversation is paused (chip resume)';
  if (leaseUntil > now) return 'waits: a turn is running';
  if (readyAt !== null && readyAt > now) {
    const why =
      failures > 0 ? `after ${failures} failures the next try is` : 'the sender may write more, the turn is';
    return `waits: ${why} due in ${readyAt - now} ms`;
  }
  return 'waits: due, and no server has taken it yet (is one running? see /health/ready)';
}
