import { Injectable } from '@nestjs/common';
import { ChipConfig } from '../../config/chip.config.ts';
import type { TurnReply } from '../../conversation/responder.ts';
import type { ClaimedTurn } from '../../conversation/turn.ts';
import { LanguageModel, type Usage } from '../../dspy/language-model.ts';
import { withTimeLimit } from '../../dspy/time-limit.ts';
import { ToolRegistry } from '../../tools/tool.registry.ts';
import { TurnTools } from '../../tools/turn.tools.ts';
import { guardReply, ReplyRefusedError } from '../reply-guard.ts';
import { MeteredLanguageModel } from './metered.language-model.ts';
import { subAgentInput } from './sub-agent-input.ts';
import type { SubAgent } from './sub-agent.ts';

export interface SubAgentAnswer extends Required<Pick<TurnReply, 'calls' | 'staged'>> {
  /** Fit to be sent, or why there is none. */
  readonly outcome: { readonly reply: string } | { readonly error: unknown };
  /** The model that answered last; `none` when none was asked. */
  readonly model: string;
  readonly usage: Usage;
}

/** Has a sub-agent answer a turn, with nothing in its hands but what it may use, and for so long. */
@Injectable()
export class SubAgentCaller {
  constructor(
    private readonly lm: LanguageModel,
    private readonly config: ChipConfig,
    private readonly registry: ToolRegistry,
  ) {}

  /** @throws the signal's reason when the turn ends, and nothing else. */
  async ask(
    subAgent: SubAgent,
    turn: ClaimedTurn,
    { signal, deadlineMs }: { signal: AbortSignal | undefined; deadlineMs: number },
  ): Promise<SubAgentAnswer> {
    const { conversationId, kind } = turn;
    const {
      DEFAULT_TIME_ZONE: timeZone,
      GROQ_TEMPERATURE,
      INPUT_TOKEN_LIMIT,
      OUTPUT_TOKEN_LIMIT,
    } = this.config;
    const lm = new MeteredLanguageModel(this.lm, { signal, deadlineMs });
    const called = new TurnTools(this.registry, { conversationId, kind, now: Date.now(), timeZone });
    const answered = (
      outcome: SubAgentAnswer['outcome'],
      staged: SubAgentAnswer['staged'],
    ): SubAgentAnswer => ({
      outcome,
      model: lm.model || 'none',
      usage: lm.spent.usage,
      calls: [...called.calls],
      staged,
    });
    try {
      const { query, ...given } = subAgentInput(subAgent, turn, called.specs, INPUT_TOKEN_LIMIT);
      const limits = { lm, temperature: GROQ_TEMPERATURE, maxTokens: OUTPUT_TOKEN_LIMIT, deadlineMs };
      const text = await withTimeLimit(deadlineMs, signal, async (stop) =>
        subAgent.respond(query, { conversationId, kind, ...given, ...limits, signal: stop }),
      );
      const reply = guardReply(text, subAgent.instructions);
      if (this.registry.holdsSecret(reply)) throw new ReplyRefusedError('secret');
      return answered({ reply }, [...called.staged]);
    } catch (error) {
      signal?.throwIfAborted();
      // What its tools wanted stored was for a reply that is not sent.
      return answered({ error }, []);
    }
  }
}
