import type { StagedAsk } from '../../conversation/asks/staged-ask.ts';
import type { ClaimedTurn } from '../../conversation/turn.ts';
import { refused, type Ended } from '../tool.call.ts';
import { summaryProblem } from './summary.ts';

const TTL_MS = 10 * 60_000;
/** More questions in one text are not read. */
const MOST_ASKS = 3;
/** JSON. A tool whose summary leaves nothing out stays far below. */
const MOST_ARGUMENTS = 8_000;

/** A call that would change something outside the conversation. */
export interface WantedCall {
  readonly tool: string;
  readonly input: unknown;
  readonly summary: string;
}

/** What the person is to be asked at the end of one turn. */
export class TurnAsks {
  readonly staged: StagedAsk[] = [];
  private readonly asker: string | undefined;
  private readonly lastNumber: () => Promise<number>;
  private readonly ttlMs: number;

  /**
   * @param turn as it was claimed: its open texts say who wants something
   * @param lastNumber the highest number that the conversation has used
   * @param ttlMs how long a yes is good for
   */
  constructor(
    turn: Pick<ClaimedTurn, 'kind' | 'messages'>,
    lastNumber: () => Promise<number>,
    ttlMs: number = TTL_MS,
  ) {
    this.asker = askerOf(turn);
    this.lastNumber = lastNumber;
    this.ttlMs = ttlMs;
  }

  /** Keeps a call until the person has agreed to it, and says so to the model. */
  async ask({ tool, input, summary }: WantedCall): Promise<Ended> {
    const { asker } = this;
    if (asker === undefined)
      return no('several people wrote at once, so nobody can be asked; let one of them say it again');
    const problem = summaryProblem(summary);
    if (problem) return no(problem);
    const json = JSON.stringify(input);
    if (json.length > MOST_ARGUMENTS) return no('its arguments are too long');
    const same = this.staged.find((ask) => ask.tool === tool && ask.arguments === json);
    if (same) return asked(same.number);
    if (this.staged.length >= MOST_ASKS) return no('there are enough questions in this turn');
    const number = (this.staged.at(-1)?.number ?? (await this.lastNumber())) + 1;
    // Calls of one round may run side by side.
    if (this.staged.some((ask) => ask.number === number)) return this.ask({ tool, input, summary });
    this.staged.push({ kind: 'ask', number, tool, arguments: json, summary, asker, ttlMs: this.ttlMs });
    return asked(number);
  }
}

/** The one who wrote: where there are several, none of them can be said to want what a model makes of it. */
function askerOf({ kind, messages }: Pick<ClaimedTurn, 'kind' | 'messages'>): string | undefined {
  const [author, ...others] = new Set(messages.map((message) => message.author));
  if (kind === 'person') return author ?? '';
  return others.length > 0 ? undefined : (author ?? undefined);
}

function asked(number: number): Ended {
  const observation = `Not done yet: the person is asked first. The server puts the question number ${number} and how to agree below your answer. Do not ask it yourself, and do not say that it is done.`;
  return { outcome: 'asked', observation };
}

function no(why: string): Ended {
  return refused(`This call was not made: ${why}.`);
}
