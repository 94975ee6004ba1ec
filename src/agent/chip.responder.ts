import { Injectable } from '@nestjs/common';
import { ChipConfig } from '../config/chip.config.ts';
import { AttachmentReader } from '../conversation/attachment.reader.ts';
import { Responder, type TurnReply } from '../conversation/responder.ts';
import type { ClaimedTurn, TurnMessage } from '../conversation/turn.ts';
import { LanguageModel } from '../dspy/language-model.ts';
import { chipInput, fixedTokens, leastInputTokens } from './chip-input.ts';
import { ChipRespond } from './chip-respond.program.ts';
import { readAttachments } from './read-attachments.ts';

/** Of a turn's deadline. The answer itself needs the rest. */
const FILES_SHARE = 0.5;

/** Chip as the one who answers turns. */
@Injectable()
export class ChipResponder extends Responder {
  private readonly roomTokens: number;

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
    if (!input) return { replies: [], model: 'none', promptTokens: 0, completionTokens: 0 };
    const limits = { signal, deadlineMs: end - performance.now(), temperature, maxTokens };
    const { reply, model, usage } = await this.program.forward(input, { lm: this.lm, ...limits });
    const { promptTokens, completionTokens } = usage;
    return { replies: [reply], model, promptTokens, completionTokens };
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
