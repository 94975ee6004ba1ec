import type { ClaimedTurn } from '../conversation/turn.ts';
import { formatChat } from '../dspy/adapters/chat.adapter.ts';
import type { Demo } from '../dspy/demo.ts';
import { estimateMessages, estimateTokens, TOKENS_PER_MESSAGE } from '../dspy/tokens.ts';
import type { Findings } from './attachment-notes.ts';
import { channelHints } from './channel-hints.ts';
import { ChipReply } from './chip-reply.signature.ts';
import { ONCE_MORE, type ChipInput } from './reply.program.ts';
import { dialogue } from './dialogue.ts';
import { userMessage } from './user-message.ts';

/** New texts may take this part of the room, so that a long one does not wipe out what it refers to. */
const NEW_TEXT_SHARE = 0.75;

/** What a text of a few sentences takes. */
const LEAST_TEXT_TOKENS = 200;

/**
 * What every prompt of Chip's takes before anything is said in it, by the estimate: instructions, demos, the longest
 * hints, and the note of a second try.
 */
export function fixedTokens({
  signature,
  demos,
}: {
  signature: typeof ChipReply;
  demos: readonly Demo[];
}): number {
  const empty = { user_message: '', history: [], channel_hints: channelHints({ kind: 'group' }) };
  const again = estimateTokens(`\n${ONCE_MORE}`) + TOKENS_PER_MESSAGE;
  return estimateMessages(formatChat(signature, empty, { demos })) + again;
}

/** The least INPUT_TOKEN_LIMIT that Chip can work with: what is fixed, and a text of a few sentences. */
export function leastInputTokens(program: Parameters<typeof fixedTokens>[0]): number {
  return fixedTokens(program) + LEAST_TEXT_TOKENS;
}

/**
 * What the program needs to answer a turn: at most `roomTokens` by the estimate, which is what the limit leaves beside
 * {@link fixedTokens}. Undefined when the turn holds nothing to answer. `findings`: what was found in the files of the
 * open messages.
 */
export function chipInput(
  turn: ClaimedTurn,
  roomTokens: number,
  findings: Findings = new Map(),
): ChipInput | undefined {
  const user_message = userMessage(turn, Math.floor(roomTokens * NEW_TEXT_SHARE), findings);
  if (user_message === '') return undefined;
  const history = dialogue(turn, roomTokens - estimateTokens(user_message), roomTokens);
  return { user_message, history, channel_hints: channelHints(turn) };
}
