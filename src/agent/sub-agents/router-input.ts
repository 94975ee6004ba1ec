import type { ClaimedTurn } from '../../conversation/turn.ts';
import { dialogue } from '../dialogue.ts';
import { userMessage } from '../user-message.ts';
import type { RouterInput } from './sub-agent.router.ts';

/** Enough to see what texts are about; the router is to stay cheap. */
const NEW_TOKENS = 300;
const EARLIER_TOKENS = 400;

/** The new texts and the few lines before them, shortened, each of these with its speaker. */
export function routerInput(turn: ClaimedTurn): RouterInput {
  const lines = dialogue(turn, EARLIER_TOKENS, EARLIER_TOKENS).map(({ role, content }) => {
    // Further lines are set in, or one of them could begin with another speaker's name.
    const said = content.replaceAll('\n', '\n  ');
    return `${role === 'user' ? 'Member' : 'Chip'}: ${said}`;
  });
  return { earlier: lines.join('\n'), new_texts: userMessage(turn, NEW_TOKENS, new Map()) };
}
