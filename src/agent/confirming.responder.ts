import { Logger } from '@nestjs/common';
import { Responder, type Summary, type TurnReply } from '../conversation/responder.ts';
import type { Amount } from '../conversation/limits/turn.limits.ts';
import type { ClaimedTurn, HistoryLine } from '../conversation/turn.ts';
import type { Confirmations } from '../tools/asks/confirmations.ts';

/** What a yes may take of a turn's deadline; the rest is for whoever answers the other texts. */
const CONFIRM_SHARE = 0.6;

/**
 * Stands before whoever answers, Chip or a router: a text that says yes or no to something asked is recognised and acted
 * upon here, before any model sees it. Everything else is passed on.
 */
export class ConfirmingResponder extends Responder {
  private readonly logger = new Logger(ConfirmingResponder.name);
  private readonly inner: Responder;
  private readonly confirmations: Confirmations;

  constructor(inner: Responder, confirmations: Confirmations) {
    super();
    this.inner = inner;
    this.confirmations = confirmations;
  }

  override async respond(
    turn: ClaimedTurn,
    { signal, deadlineMs }: { signal: AbortSignal; deadlineMs: number },
  ): Promise<TurnReply> {
    const end = performance.now() + deadlineMs;
    const { texts, answers, calls } = await this.confirmations.settle(turn, deadlineMs * CONFIRM_SHARE);
    signal.throwIfAborted();
    if (answers.length === 0) return this.inner.respond(turn, { signal, deadlineMs });
    const told = texts.join('\n');
    const messages = turn.messages.filter((message) => !answers.includes(message));
    const done = {
      replies: [told],
      readings: [],
      calls,
      model: 'none',
      promptTokens: 0,
      completionTokens: 0,
    };
    if (messages.length === 0) return done;
    const said = answers.map(({ id, author, text }) => line(id, 'in', author, text));
    const history = [...turn.history, ...said, line('', 'out', null, told)];
    const rest = { ...turn, messages, history };
    try {
      const reply = await this.inner.respond(rest, { signal, deadlineMs: end - performance.now() });
      return { ...reply, replies: [told, ...reply.replies], calls: [...calls, ...(reply.calls ?? [])] };
    } catch (error) {
      signal.throwIfAborted();
      // What was done is not kept from them for as long as no model answers, which may be until their texts are dead.
      const { conversationId, fence } = turn;
      this.logger.warn({ conversationId, fence, err: error }, 'an answer was acted on; the other texts wait');
      return { ...done, covers: answers.map(({ id }) => id) };
    }
  }

  override summarize(
    turn: ClaimedTurn,
    options: { signal: AbortSignal; deadlineMs: number },
  ): Promise<Summary | null> {
    return this.inner.summarize(turn, options);
  }

  override mostPerTurn(): Amount {
    return this.inner.mostPerTurn();
  }
}

function line(
  id: string,
  direction: HistoryLine['direction'],
  author: string | null,
  body: string,
): HistoryLine {
  return { id, direction, author, body, heard: null, createdAt: 0, settled: false };
}
