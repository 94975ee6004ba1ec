import type { ClaimedTurn } from '../../conversation/turn.ts';
import type { TurnTool } from '../../tools/turn.tools.ts';
import { chipInput, fixedTokens } from '../chip-input.ts';
import { ChipReply } from '../chip-reply.signature.ts';
import { fitTools } from '../fit-tools.ts';
import { wordsInNote } from '../member-words.ts';
import type { SubAgent, SubAgentContext } from './sub-agent.ts';

type SubAgentInput = Pick<SubAgentContext, 'history' | 'summary' | 'channelHints' | 'tools'> & {
  readonly query: string;
};

/**
 * What a sub-agent is given of a turn and of its tools: with its instructions at most `limitTokens` by the estimate.
 *
 * @throws RangeError when the turn holds nothing to answer.
 */
export function subAgentInput(
  subAgent: SubAgent,
  turn: ClaimedTurn,
  all: readonly TurnTool[],
  limitTokens: number,
): SubAgentInput {
  const signature = ChipReply.withInstructions(subAgent.instructions);
  const room = Math.max(0, limitTokens - fixedTokens({ signature, demos: [] }));
  const named = all.filter(({ name }) => subAgent.tools.includes(name));
  const { tools, roomTokens } = fitTools(named, room, 0);
  const input = chipInput(turn, roomTokens);
  if (!input) throw new RangeError('a sub-agent was asked for a turn without texts');
  return {
    query: input.user_message,
    history: input.history,
    summary: turn.summary === null ? null : wordsInNote(turn.summary),
    channelHints: input.channel_hints ?? '',
    tools,
  };
}
