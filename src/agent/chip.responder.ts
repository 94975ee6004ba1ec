import { Injectable } from '@nestjs/common';
import { ChipConfig } from '../config/chip.config.ts';
import { Responder, type Summary, type TurnReply } from '../conversation/responder.ts';
import type { Amount } from '../conversation/limits/turn.limits.ts';
import type { ClaimedTurn, TurnMessage } from '../conversation/turn.ts';
import { ChipRespond } from './chip-respond.program.ts';
import { ChipSummarize } from './chip-summarize.program.ts';
import { linesToFold } from './fold-history.ts';
import { summaryInput } from './summary-input.ts';
import { TurnAnswerer } from './turn.answerer.ts';
import { mostPerTurn } from './turn-cost.ts';

/** Notes are to be true to what was said, not to sound well. */
const SUMMARY_TEMPERATURE = 0.2;

/** Chip as the one who answers turns. */
@Injectable()
export class ChipResponder extends Responder {
  private readonly roomTokens: number;
  private readonly memory = new ChipSummarize();

  /** @throws RangeError when INPUT_TOKEN_LIMIT has no room for Chip's instructions and a text. */
  constructor(
    private readonly answerer: TurnAnswerer,
    private readonly config: ChipConfig,
    private readonly program: ChipRespond,
  ) {
    super();
    this.roomTokens = answerer.roomTokens(program);
  }

  /** As `TurnAnswerer.answer` does, by Chip's own program and with every tool. */
  override respond(
    turn: ClaimedTurn,
    options: { signal?: AbortSignal; deadlineMs: number },
  ): Promise<TurnReply> {
    return this.answerer.answer(this.program, turn, options);
  }

  /**
   * Folds the oldest lines of a long history into the summary, by one model call. Null when the history is short, and
   * without a key: the offline model cannot sum up.
   */
  override async summarize(
    turn: ClaimedTurn,
    { signal, deadlineMs }: { signal?: AbortSignal; deadlineMs: number },
  ): Promise<Summary | null> {
    const { GROQ_API_KEY, INPUT_TOKEN_LIMIT, OUTPUT_TOKEN_LIMIT: maxTokens } = this.config;
    const folded = GROQ_API_KEY ? linesToFold(turn, this.roomTokens) : [];
    const last = folded.at(-1);
    if (!last) return null;
    const limits = { signal, deadlineMs, temperature: SUMMARY_TEMPERATURE, maxTokens };
    const input = summaryInput(turn, folded, INPUT_TOKEN_LIMIT);
    const { lm } = this.answerer;
    const { usage, ...made } = await this.memory.forward(input, { lm, ...limits });
    const { promptTokens, completionTokens } = usage;
    return { throughMessageId: last.id, ...made, promptTokens, completionTokens };
  }

  override mostPerTurn(): Amount {
    return mostPerTurn(this.config);
  }

  /**
   * Chip's answer to one text of somebody new, within TURN_DEADLINE_MS; never empty.
   *
   * @throws TypeError when the text is blank; else as `respond` does.
   */
  async generateReply(userText: string): Promise<string> {
    const message: TurnMessage = {
      id: '',
      externalId: null,
      author: null,
      text: userText,
      attachments: [],
      form: 'text',
      spoken: false,
      createdAt: 0,
    };
    const turn: ClaimedTurn = {
      conversationId: '',
      channel: '',
      kind: 'person',
      target: null,
      claimId: '',
      fence: 0,
      messages: [message],
      summary: null,
      history: [],
      failures: 0,
      dueAt: null,
      ageMs: 0,
    };
    const { replies } = await this.respond(turn, { deadlineMs: this.config.TURN_DEADLINE_MS });
    if (replies.length === 0) throw new TypeError('generateReply needs a text');
    return replies.join('\n');
  }
}
