import type { ChipConfig } from './chip.config.ts';
import type { ToolName } from './tool.rules.ts';

/** The sub-agents that come with Chip, by the names that SUB_AGENTS takes. */
export const SUB_AGENT_NAMES = ['event_guide', 'onboarding'] as const;
export type SubAgentName = (typeof SUB_AGENT_NAMES)[number];

/** What each looks things up with. Without the first tool it is of no use; without another it knows less. */
const TOOLS_OF: Record<SubAgentName, readonly [first: ToolName, ...others: ToolName[]]> = {
  event_guide: ['calendar', 'knowledge', 'current_time'],
  onboarding: ['knowledge'],
};

/** What hinders a sub-agent that is switched on, each with the way to mend it. */
export function subAgentProblems({ SUB_AGENTS, TOOLS }: ChipConfig): string[] {
  const unknown = SUB_AGENTS.filter((name) => !(SUB_AGENT_NAMES as readonly string[]).includes(name));
  const without = SUB_AGENT_NAMES.filter((name) => SUB_AGENTS.includes(name)).flatMap((name) => {
    const [first] = TOOLS_OF[name];
    return TOOLS.includes(first)
      ? []
      : `SUB_AGENTS names ${name}, which needs ${first}: add it to TOOLS or take ${name} out`;
  });
  if (unknown.length === 0) return without;
  const known = SUB_AGENT_NAMES.join(', ');
  return [`SUB_AGENTS must name sub-agents that there are, separated by commas: ${known}`, ...without];
}

/** What works, but less well than whoever switched it on may think. */
export function subAgentWarnings({ SUB_AGENTS, TOOLS, GROQ_API_KEY }: ChipConfig): string[] {
  const on = SUB_AGENT_NAMES.filter((name) => SUB_AGENTS.includes(name));
  const missing = on.flatMap((name) =>
    TOOLS_OF[name]
      .slice(1)
      .filter((tool) => !TOOLS.includes(tool))
      .map((tool) => `TOOLS does not name ${tool}: ${name} of SUB_AGENTS answers without it`),
  );
  if (on.length === 0 || GROQ_API_KEY !== undefined) return missing;
  return [...missing, 'SUB_AGENTS is set without GROQ_API_KEY: the offline model cannot pick one of them'];
}
