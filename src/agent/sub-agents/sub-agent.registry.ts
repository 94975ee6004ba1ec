import { Inject, Injectable } from '@nestjs/common';
import type { SubAgent } from './sub-agent.ts';

/** Provider token under which every sub-agent is collected. */
export const SUB_AGENTS = Symbol('SUB_AGENTS');

/** Chip himself, where an answerer is named. */
export const CHIP = 'chip';

const NAME = /^[a-z][a-z0-9_]{0,31}$/;

/** Serves sub-agents by name. */
@Injectable()
export class SubAgentRegistry {
  private readonly subAgents = new Map<string, SubAgent>();

  constructor(@Inject(SUB_AGENTS) subAgents: readonly SubAgent[]) {
    for (const subAgent of subAgents) this.register(subAgent);
  }

  /**
   * Adds a sub-agent.
   *
   * @throws Error when its name is no usable one or taken, or nothing says what it is for.
   */
  register(subAgent: SubAgent): void {
    const { name, specialization } = subAgent;
    if (!NAME.test(name) || name === CHIP)
      throw new Error(
        `sub-agent "${name}": a name is lower case letters, digits and underscores, at most 32, and not "${CHIP}"`,
      );
    if (this.subAgents.has(name))
      throw new Error(`sub-agent "${name}" is registered twice; give one of them another name`);
    if (specialization.trim() === '')
      throw new Error(
        `sub-agent "${name}": say in its specialization what it is for, or nobody is sent to it`,
      );
    this.subAgents.set(name, subAgent);
  }

  /** The sub-agent of that name, or undefined. */
  find(name: string): SubAgent | undefined {
    return this.subAgents.get(name);
  }

  /** All there are, by name: the router's prompt is the same whatever the order of the modules. */
  list(): SubAgent[] {
    return [...this.subAgents.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }
}
