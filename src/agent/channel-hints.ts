import type { ClaimedTurn } from '../conversation/turn.ts';

/** The least that any of the transports behind a text channel shows: SMS, without asking which one it is. */
const TEXTING = 'as text messages on a phone, perhaps plain SMS: short, no Markdown, at most 3 bubbles';
/** The labels are made in `spoken-line.ts`. */
const GROUP =
  'In a group each text begins with a label such as "Member 48213:", made only for you to tell people apart: never write it. Everybody in the group reads your answer';

/**
 * How to write in the conversation of this turn, for the model. The same for every turn of a conversation, so that what
 * comes before the history stays in the provider's cache.
 */
export function channelHints({ kind }: Pick<ClaimedTurn, 'kind'>): string {
  return kind === 'group' ? `${TEXTING}. ${GROUP}.` : `${TEXTING}.`;
}
