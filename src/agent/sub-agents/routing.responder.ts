import { Injectable, Logger, Optional } from '@nestjs/common';
import type { Amount } from '../../conversation/limits/turn.limits.ts';
import { Responder, type Summary, type TurnReply } from '../../conversation/responder.ts';
import type { TurnRoute } from '../../conversation/turn.route.ts';
import type { ClaimedTurn } from '../../conversation/turn.ts';
import type { Usage } from '../../dspy/language-model.ts';
import { addUsage, NO_USAGE } from '../../dspy/usage.ts';
import { ChipResponder } from '../chip.responder.ts';
import { routeByRule } from './route.rules.ts';
import { routerInput } from './router-input.ts';
import { SubAgentCaller, type SubAgentAnswer } from './sub-agent.caller.ts';
import { CHIP, SubAgentRegistry } from './sub-agent.registry.ts';
import { SubAgentRouter } from './sub-agent.router.ts';
import type { SubAgent } from './sub-agent.ts';

/** Of what is left after the choice. Chip, who answers when a sub-agent cannot, needs the rest. */
const SUB_AGENT_SHARE = 0.6;

interface Options {
  signal?: AbortSignal;
  deadlineMs: number;
}
type Choice = Omit<TurnRoute, 'agent' | 'ms'> & { usage: Usage };
/** What was done before Chip was asked. */
type Before = Pick<SubAgentAnswer, 'calls' | 'usage'>;

/** Answers a turn through whoever is the right one for it: Chip himself, unless a sub-agent is on and picked. */
@Injectable()
export class RoutingResponder extends Responder {
  private readonly logger = new Logger(RoutingResponder.name);

  constructor(
    private readonly chip: ChipResponder,
    private readonly router: SubAgentRouter,
    private readonly caller: SubAgentCaller,
    // A house without their module has none.
    @Optional() private readonly registry: SubAgentRegistry = new SubAgentRegistry([]),
  ) {
    super();
  }

  /** As Chip's own, and the same where no sub-agent is on. Tokens of the choice and of a failed try are counted. */
  override async respond(turn: ClaimedTurn, options: Options): Promise<TurnReply> {
    const subAgents = this.registry.list();
    if (subAgents.length === 0) return this.chip.respond(turn, options);
    const startedAt = performance.now();
    const elapsed = (): number => performance.now() - startedAt;
    const left = (): Options => ({ ...options, deadlineMs: options.deadlineMs - elapsed() });

    const { usage, ...choice } = await this.choose(turn, subAgents, options);
    const ms = Math.round(elapsed());
    const picked = this.registry.find(choice.picked);
    const route = { ...choice, agent: choice.picked, ms };
    if (!picked) return this.byChip(turn, left(), route, { calls: [], usage });
    const limits = { signal: options.signal, deadlineMs: left().deadlineMs * SUB_AGENT_SHARE };
    const { outcome, ...asked } = await this.caller.ask(picked, turn, limits);
    const spent = addUsage(usage, asked.usage);
    if ('error' in outcome) {
      const failed = { ...route, agent: CHIP, failure: this.failure(turn, picked, outcome.error) };
      return this.byChip(turn, left(), failed, { calls: asked.calls, usage: spent });
    }
    this.log(turn, route);
    const { promptTokens, completionTokens } = spent;
    const { calls, staged, model } = asked;
    const tokens = { promptTokens, completionTokens };
    return { replies: [outcome.reply], readings: [], calls, staged, model, ...tokens, route };
  }

  override summarize(turn: ClaimedTurn, options: Options): Promise<Summary | null> {
    return this.chip.summarize(turn, options);
  }

  /** For all who may answer, and the router before them. */
  override mostPerTurn(): Amount {
    return this.chip.mostPerTurn();
  }

  private async choose(
    turn: ClaimedTurn,
    subAgents: SubAgent[],
    { signal, deadlineMs }: Options,
  ): Promise<Choice> {
    const rule = routeByRule(turn, subAgents);
    if (rule) return { picked: rule.agent, reason: rule.reason, usage: NO_USAGE };
    const chosen = await this.router.choose(routerInput(turn), subAgents, { signal, deadlineMs });
    const { agent: picked, ...choice } = chosen;
    return { picked, ...choice };
  }

  private async byChip(
    turn: ClaimedTurn,
    options: Options,
    route: TurnRoute,
    before: Before,
  ): Promise<TurnReply> {
    this.log(turn, route);
    const reply = await this.chip.respond(turn, options);
    return {
      ...reply,
      calls: [...before.calls, ...(reply.calls ?? [])],
      promptTokens: reply.promptTokens + before.usage.promptTokens,
      completionTokens: reply.completionTokens + before.usage.completionTokens,
      route,
    };
  }

  private failure({ conversationId, fence }: ClaimedTurn, { name: agent }: SubAgent, error: unknown): string {
    this.logger.warn({ conversationId, fence, agent, err: error }, 'sub-agent failed');
    return error instanceof Error ? error.name : 'unknown';
  }

  private log({ conversationId, fence }: ClaimedTurn, route: TurnRoute): void {
    this.logger.log({ conversationId, fence, ...route }, 'turn routed');
  }
}
