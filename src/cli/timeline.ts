import type { Trail, TrailFailure, TrailReply, TrailText } from '../conversation/trail.ts';
import { gate, stepsOfFailure, stepsOfTurn } from './timeline.turn.ts';

/** One thing that happened, or what is the case now (`at` null). */
export interface Step {
  at: number | null;
  what: string;
}

/** How things are put that the store knows by number. */
export interface Words {
  /** IANA name. */
  zone: string;
  /** Of a code that a channel has refused a text with; undefined: there are none. */
  wordsFor: (code: string) => string | undefined;
}

const ONE_TRANSACTION_MS = 1000;

const ENDS: Record<string, string> = {
  listened: 'not answered: in this group Chip answers when he is named or replied to (GROUP_REPLY)',
  'opted-out': 'not answered: they have opted out',
  'rate-limited': 'not answered: a limit held it back',
  ignored: 'not answered: there was nothing to answer',
  dead: 'given up: chip dead redrive makes it due again',
};

/** What became of a text, in the order in which it happened. */
export function timelineOf(
  text: TrailText,
  { killSwitch }: Pick<Trail, 'killSwitch'>,
  { zone, wordsFor }: Words,
  now = Date.now(),
): Step[] {
  const { event } = text;
  const steps: Step[] = [
    { at: text.createdAt, what: `received${event ? ` (${event.name}, ${event.outcome})` : ''}` },
  ];
  if (event && event.duplicates > 0)
    steps.push({
      at: event.duplicateAt,
      what: `deduplicated: came ${event.duplicates} times more, the last then`,
    });
  const gated = gate(text, zone);
  // A limit is met when the turn is due, everything else when the text comes.
  if (gated !== undefined && !text.limit) steps.push({ at: text.createdAt, what: gated });
  steps.push(...text.failures.flatMap(stepsOfFailure));
  if (text.redrivenAt !== null) steps.push({ at: text.redrivenAt, what: 'redriven by hand: due again' });
  if (text.turn) steps.push(...stepsOfTurn(text.turn, count(text.replies)));
  steps.push(...text.replies.flatMap((reply) => stepsOf(behindItsFailure(reply, text.failures), wordsFor)));
  const sorted = steps.toSorted((a, b) => Number(a.at) - Number(b.at));
  const end = text.limit ? gated : ENDS[text.state];
  if (end) sorted.push({ at: null, what: end });
  if (text.waits) sorted.push({ at: null, what: whatHoldsUp(text.waits, killSwitch, now) });
  return sorted;
}

/** One transaction writes both, so that their times alone do not say which came of which. */
function behindItsFailure(reply: TrailReply, failures: readonly TrailFailure[]): TrailReply {
  const failure = failures.find(({ fence }) => reply.origin === `notice:${fence}`);
  return { ...reply, createdAt: Math.max(reply.createdAt, failure?.createdAt ?? 0) };
}

/** A status and what it does to the row are one transaction as well, and the row may have been written first. */
function behindItsStatus({ updatedAt, statuses }: TrailReply): number | null {
  if (updatedAt === null) return null;
  const together = statuses.filter(({ createdAt }) => createdAt - updatedAt < ONE_TRANSACTION_MS);
  return Math.max(updatedAt, ...together.map(({ createdAt }) => createdAt));
}

function stepsOf(reply: TrailReply, wordsFor: Words['wordsFor']): Step[] {
  const { id, part, origin, state, createdAt, attempts, sendingAt, redrivenAt } = reply;
  const reason = (code: string | null): string =>
    code === null ? '' : ` (${[code, wordsFor(code)].filter(Boolean).join(': ')})`;
  const name = origin.startsWith('turn:') ? `bubble ${part + 1}` : origin.replace(/:.*/, '');
  const steps: Step[] = [{ at: createdAt, what: `${name}: written (${id})` }];
  if (state === null) return [...steps, { at: createdAt, what: `${name}: nobody to send it to` }];
  if (redrivenAt !== null) steps.push({ at: redrivenAt, what: `${name}: redriven by hand` });
  if (sendingAt !== null) steps.push({ at: sendingAt, what: `${name}: send ${attempts} begun` });
  for (const status of reply.statuses)
    steps.push({
      at: status.createdAt,
      what: `${name}: status ${status.name}${reason(status.errorCode)}`,
    });
  const again = state === 'pending' && attempts > 0 ? ', to be sent again' : '';
  return [
    ...steps,
    { at: behindItsStatus(reply), what: `${name}: ${state}${again}${reason(reply.errorCode)}` },
  ];
}

function count(replies: readonly TrailReply[]): string {
  const { length } = replies.filter(({ origin }) => origin.startsWith('turn:'));
  return length === 0 ? 'deliberately no reply' : `${length} ${length === 1 ? 'bubble' : 'bubbles'}`;
}

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
