import { Injectable } from '@nestjs/common';
import { ChipConfig } from '../config/chip.config.ts';
import { AttachmentReader } from '../conversation/attachment.reader.ts';
import { Responder, type Summary, type TurnReply } from '../conversation/responder.ts';
import type { ClaimedTurn, TurnMessage } from '../conversation/turn.ts';
import { LanguageModel } from '../dspy/language-model.ts';
import { readingsOf } from './attachment-notes.ts';
import { chipInput, fixedTokens, leastInputTokens } from './chip-input.ts';
import { ChipRespond } from './chip-respond.program.ts';
import { ChipSummarize } from './chip-summarize.program.ts';
import { linesToFold } from './fold-history.ts';
import { readAttachments } from './read-attachments.ts';
import { summaryInput } from './summary-input.ts';

/** Of a turn's deadline. The answer itself needs the rest. */
const FILES_SHARE = 0.5;
/** Notes are to be true to what was said, not to sound well. */
const SUMMARY_TEMPERATURE = 0.2;

/** Chip as the one who answers turns. */
@Injectable()
export class ChipResponder extends Responder {
  private readonly roomTokens: number;
  private readonly memory = new ChipSummarize();

  /** @throws RangeError when INPUT_TOKEN_LIMIT has no room for Chip's instructions and a text. */
  constructor(
    private readonly lm: LanguageModel,
    private readonly config: ChipConfig,
    private readonly attachments: AttachmentReader,
    private readonly program: ChipRespond,
  ) {
    super();
    const least = leastInputTokens(program.respond);
    if (config.INPUT_TOKEN_LIMIT < least)
      throw new RangeError(
        `INPUT_TOKEN_LIMIT must be at least ${least}: Chip's instructions and demos count`,
      );
    this.roomTokens = config.INPUT_TOKEN_LIMIT - fixedTokens(program.respond);
  }

  /**
   * One reply to all open texts; none, and no model call, when they hold neither words nor files. Files are read first
   * and may take half of the deadline.
   *
   * @throws LanguageModelError, AdapterParseError or ReplyRefusedError, none of which holds anything that was said.
   * @throws the signal's reason when it aborts.
   */
  override async respond(
    turn: ClaimedTurn,
    { signal, deadlineMs }: { signal?: AbortSignal; deadlineMs: number },
  ): Promise<TurnReply> {
    const { OUTPUT_TOKEN_LIMIT: maxTokens, GROQ_TEMPERATURE: temperature } = this.config;
    const end = performance.now() + deadlineMs;
    const limit = { signal, limitMs: deadlineMs * FILES_SHARE };
    const findings = await readAttachments(turn.messages, this.attachments, limit);
    const input = chipInput(turn, this.roomTokens, findings);
    if (!input) return { replies: [], readings: [], model: 'none', promptTokens: 0, completionTokens: 0 };
    const limits = { signal, deadlineMs: end - performance.now(), temperature, maxTokens };
    const { reply, model, usage } = await this.program.forward(input, { lm: this.lm, ...limits });
    const { promptTokens, completionTokens } = usage;
    const readings = readingsOf(turn.messages, findings);
    return { replies: [reply], readings, model, promptTokens, completionTokens };
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
    return { throughMessageId: last.id, text: await this.memory.forward(input, { lm: this.lm, ...limits }) };
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
