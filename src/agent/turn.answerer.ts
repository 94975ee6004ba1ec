import { Injectable, Logger } from '@nestjs/common';
import { ChipConfig } from '../config/chip.config.ts';
import { AttachmentReader } from '../conversation/attachment.reader.ts';
import { ConversationStore } from '../conversation/conversation.store.ts';
import type { TurnReply } from '../conversation/responder.ts';
import type { ClaimedTurn } from '../conversation/turn.ts';
import { LanguageModel } from '../dspy/language-model.ts';
import { estimateTokens } from '../dspy/tokens.ts';
import { questionOf } from '../tools/asks/question.ts';
import { TurnAsks } from '../tools/asks/turn.asks.ts';
import { ToolRegistry } from '../tools/tool.registry.ts';
import { TurnTools } from '../tools/turn.tools.ts';
import { readingsOf } from './attachment-notes.ts';
import { chipInput, fixedTokens, leastInputTokens } from './chip-input.ts';
import { fitTools } from './fit-tools.ts';
import { readAttachments, usageOf } from './read-attachments.ts';
import type { ReplyProgram } from './reply.program.ts';
import { TOOL_HINT } from './tool-hint.ts';

/** Of a turn's deadline. The answer itself needs the rest. */
const FILES_SHARE = 0.5;
const HINT_TOKENS = estimateTokens(TOOL_HINT);

export interface AnswerOptions {
  signal?: AbortSignal | undefined;
  deadlineMs: number;
  /** Which of the registered tools this program may call, by name; all by default. */
  mayCall?: (tool: string) => boolean;
}

/** Answers a turn by a program: what Chip himself and every specialist of his have in common. */
@Injectable()
export class TurnAnswerer {
  private readonly logger = new Logger(TurnAnswerer.name);
  private readonly warnedOf = new Set<string>();

  constructor(
    readonly lm: LanguageModel,
    private readonly config: ChipConfig,
    private readonly attachments: AttachmentReader,
    private readonly registry: ToolRegistry,
    private readonly store: ConversationStore,
  ) {}

  /**
   * What new texts, history and tools may take together, in tokens by the estimate.
   *
   * @throws RangeError when INPUT_TOKEN_LIMIT has no room for the program's instructions and a text.
   */
  roomTokens({ respond }: ReplyProgram): number {
    const least = leastInputTokens(respond);
    if (this.config.INPUT_TOKEN_LIMIT < least)
      throw new RangeError(`INPUT_TOKEN_LIMIT must be at least ${least}: instructions and demos count`);
    return this.config.INPUT_TOKEN_LIMIT - fixedTokens(respond);
  }

  /**
   * One reply to all open texts; none, and no model call, when they hold neither words nor files. Files are read first
   * and may take half of the deadline. Tools are called for this conversation alone, and each call of this method begins
   * with none called.
   *
   * @throws LanguageModelError, AdapterParseError or ReplyRefusedError, none of which holds anything that was said.
   * @throws the signal's reason when it aborts.
   */
  async answer(program: ReplyProgram, turn: ClaimedTurn, options: AnswerOptions): Promise<TurnReply> {
    const { signal, deadlineMs, mayCall = () => true } = options;
    const { OUTPUT_TOKEN_LIMIT: maxTokens, GROQ_TEMPERATURE: temperature } = this.config;
    const end = performance.now() + deadlineMs;
    const limit = { signal, limitMs: deadlineMs * FILES_SHARE };
    const findings = await readAttachments(turn.messages, this.attachments, limit);
    const asks = new TurnAsks(turn, () => this.store.tools.lastAskNumber(turn.conversationId));
    const called = this.toolsOf(turn, asks);
    const specs = called.specs.filter(({ name }) => mayCall(name));
    const { tools, leftOut, roomTokens } = fitTools(specs, this.roomTokens(program), HINT_TOKENS);
    this.warn(leftOut);
    const given = chipInput(turn, roomTokens, findings);
    if (!given) return { replies: [], readings: [], model: 'none', promptTokens: 0, completionTokens: 0 };
    const hints = tools.length > 0 ? `${given.channel_hints} ${TOOL_HINT}` : given.channel_hints;
    const input = { ...given, channel_hints: hints };
    const limits = { signal, deadlineMs: end - performance.now(), temperature, maxTokens };
    const isSecret = (text: string): boolean => this.registry.holdsSecret(text);
    const answered = await program.forward(input, { lm: this.lm, tools, isSecret, ...limits });
    const { reply, model, usage } = answered;
    const read = usageOf(findings);
    const promptTokens = usage.promptTokens + read.promptTokens;
    const completionTokens = usage.completionTokens + read.completionTokens;
    const readings = readingsOf(turn.messages, findings);
    const { calls, staged } = called;
    const replies = [reply, ...(asks.staged.length > 0 ? [questionOf(asks.staged, turn.kind)] : [])];
    return { replies, readings, calls, staged, model, promptTokens, completionTokens };
  }

  private toolsOf({ conversationId, kind }: ClaimedTurn, asks: TurnAsks): TurnTools {
    const { DEFAULT_TIME_ZONE: timeZone } = this.config;
    return new TurnTools(this.registry, { conversationId, kind, now: Date.now(), timeZone }, asks);
  }

  /** Once for each tool: nothing changes until the settings do. */
  private warn(leftOut: readonly string[]): void {
    for (const tool of leftOut.filter((name) => !this.warnedOf.has(name))) {
      this.warnedOf.add(tool);
      this.logger.warn({ tool }, 'no room for this tool: raise INPUT_TOKEN_LIMIT or have fewer tools');
    }
  }
}
