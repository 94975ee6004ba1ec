import { randomUUID } from 'node:crypto';
import type { ToolStore } from '../../conversation/tool.store.ts';
import type { AskAnswer, EndAskInput } from '../../conversation/asks/ask.answer.ts';
import { persist } from '../../conversation/time-limit.ts';
import type { ClaimedTurn, TurnMessage } from '../../conversation/turn.ts';
import type { ToolCall } from '../tool.call.ts';
import type { ToolRegistry } from '../tool.registry.ts';
import { openAnswers, type OpenAnswer } from './open-answers.ts';
import { tell } from './tell.ts';

/** What a store that is away for a moment must not cost. */
const STORE_BUDGET_MS = 5_000;
const RESULT_CHARACTERS = 1_000;

/** What the answers among a turn's texts came to. */
export interface Settled {
  /** For the person: one for each thing that was answered. */
  readonly texts: string[];
  /** Of the turn's messages those that were answers and nothing else. */
  readonly answers: TurnMessage[];
  readonly calls: ToolCall[];
}

/** Does what a person has said yes to. No model has a part in it: neither in the yes, nor in what is done, nor in the report. */
export class Confirmations {
  private readonly store: ToolStore;
  private readonly registry: ToolRegistry;
  private readonly timeZone: string;

  /** @param timeZone IANA name, as for other calls of tools */
  constructor(store: ToolStore, registry: ToolRegistry, timeZone: string) {
    this.store = store;
    this.registry = registry;
    this.timeZone = timeZone;
  }

  /**
   * Looks for yes and no among the texts of a turn and acts on them, within some `limitMs`. It may be asked again for the
   * same texts, as when the turn starts again: what was done is told again and not done again. Something that was begun is
   * not cut off by a further text, so it takes no signal.
   *
   * Rejects when the store is out of reach.
   */
  async settle(turn: ClaimedTurn, limitMs: number): Promise<Settled> {
    const until = performance.now() + limitMs;
    const settled: Settled = { texts: [], answers: [], calls: [] };
    for (const open of openAnswers(turn.messages)) {
      const executionId = randomUUID();
      const answer = await this.answer(turn, open, executionId);
      if (answer.state === 'none') continue;
      if (answer.state === 'lost') throw new Error('the turn was lost');
      settled.answers.push(...open.messages);
      if (answer.state !== 'taken') {
        settled.texts.push(tell(open.number, answer));
        continue;
      }
      const leftMs = Math.max(1_000, (until - performance.now()) / 2);
      const { call, ended } = await this.perform(turn, answer, leftMs);
      const how = { conversationId: turn.conversationId, number: open.number, executionId, ...ended };
      await persist(STORE_BUDGET_MS, () => this.store.endAsk(how));
      settled.calls.push(call);
      settled.texts.push(tell(open.number, { ...ended, again: false, summary: answer.summary }));
    }
    return settled;
  }

  private answer(turn: ClaimedTurn, open: OpenAnswer, executionId: string): Promise<AskAnswer> {
    const { conversationId, claimId, fence } = turn;
    const { answer, number, messages } = open;
    const messageId = messages.at(-1)?.id ?? '';
    const input = { conversationId, claimId, fence, messageId, number, answer, executionId };
    return persist(STORE_BUDGET_MS, () => this.store.answerAsk(input));
  }

  private async perform(
    { conversationId, kind }: ClaimedTurn,
    { tool, arguments: json }: Extract<AskAnswer, { state: 'taken' }>,
    limitMs: number,
  ): Promise<{ call: ToolCall; ended: Pick<EndAskInput, 'state' | 'result'> }> {
    const { signal } = new AbortController();
    const context = { conversationId, kind, now: Date.now(), timeZone: this.timeZone, signal };
    const call = await this.registry.perform(tool, JSON.parse(json), context, limitMs);
    const result = call.observation.slice(0, RESULT_CHARACTERS).toWellFormed();
    return { call, ended: { state: endOf(call.outcome), result } };
  }
}

function endOf(outcome: ToolCall['outcome']): EndAskInput['state'] {
  switch (outcome) {
    case 'ok':
    case 'empty':
      return 'done';
    case 'timeout':
      return 'unknown';
    case 'failed':
      return 'failed';
    case 'refused':
    case 'asked':
      return 'refused';
    default:
      return outcome satisfies never;
  }
}
