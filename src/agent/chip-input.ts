import type { ClaimedTurn } from '../conversation/turn.ts';
import { formatChat } from '../dspy/chat.adapter.ts';
import type { ValuesOf } from '../dspy/fields.ts';
import { estimateTokens } from '../dspy/tokens.ts';
import type { Findings } from './attachment-notes.ts';
import { ChipReply } from './chip-reply.signature.ts';
import { ONCE_MORE } from './chip-respond.program.ts';
import { dialogue } from './dialogue.ts';
import { userMessage } from './user-message.ts';

export type ChipInput = ValuesOf<typeof ChipReply.inputs>;

/** What a chat format puts around a message, as `fitHistory` counts it. */
const TOKENS_PER_MESSAGE = 5;
/** New texts may take this part of the room, so that a long one does not wipe out what it refers to. */
const NEW_TEXT_SHARE = 0.75;

const EMPTY = formatChat(ChipReply, { user_message: '', history: [] });
const FIXED_TOKENS = [...EMPTY.map(({ content }) => content), `\n${ONCE_MORE}`].reduce(
  (sum, text) => sum + estimateTokens(text) + TOKENS_PER_MESSAGE,
  0,
);

/** What new texts, summary and history may take together, of a whole input's `limitTokens`. */
export const roomWithin = (limitTokens: number): number => limitTokens - FIXED_TOKENS;

/** The least INPUT_TOKEN_LIMIT that Chip can work with: instructions, and a text of a few sentences. */
export const LEAST_INPUT_TOKENS = FIXED_TOKENS + 200;

/**
 * What the program needs to answer a turn: with instructions and a second try at most `limitTokens` by the estimate.
 * Undefined when the turn holds nothing to answer. `findings`: what was found in the files of the open messages.
 */
export function chipInput(
  turn: ClaimedTurn,
  limitTokens: number,
  findings: Findings = new Map(),
): ChipInput | undefined {
  const room = roomWithin(limitTokens);
  const user_message = userMessage(turn, Math.floor(room * NEW_TEXT_SHARE), findings);
  if (user_message === '') return undefined;
  return { user_message, history: dialogue(turn, room - estimateTokens(user_message), room) };
}
