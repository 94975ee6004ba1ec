import type { FactoryProvider } from '@nestjs/common';
import { ChipConfig } from '../../config/chip.config.ts';
import { SUB_AGENT_NAMES, type SubAgentName } from '../../config/sub-agent.rules.ts';
import { EventGuideSubAgent } from './event-guide.sub-agent.ts';
import { OnboardingSubAgent } from './onboarding.sub-agent.ts';
import type { SubAgent } from './sub-agent.ts';

const MAKE: Record<SubAgentName, () => SubAgent> = {
  event_guide: () => new EventGuideSubAgent(),
  onboarding: () => new OnboardingSubAgent(),
};

/** One provider each; undefined where it is off. */
export const BUILT_IN_SUB_AGENTS: FactoryProvider<SubAgent | undefined>[] = SUB_AGENT_NAMES.map((name) => ({
  provide: Symbol(name),
  inject: [ChipConfig],
  useFactory: ({ SUB_AGENTS }: ChipConfig) => (SUB_AGENTS.includes(name) ? MAKE[name]() : undefined),
}));
