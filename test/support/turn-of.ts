import type { ClaimedTurn, TurnMessage } from '../../src/conversation/turn.ts';

/** A turn of one person with these texts open and nothing before them. */
export function turnOf(texts: string | string[], fields: Partial<ClaimedTurn> = {}): ClaimedTurn {
  return {
    conversationId: 'conversation-1',
    channel: 'loop',
    kind: 'person',
    target: null,
    claimId: 'claim-1',
    fence: 1,
    messages: [texts].flat().map((text, index) => messageOf(text, { id: `message-${index}` })),
    summary: null,
    history: [],
    failures: 0,
    dueAt: null,
    ageMs: 0,
    ...fields,
  };
}

export function messageOf(text: string, fields: Partial<TurnMessage> = {}): TurnMessage {
  return {
    id: 'message-0',
    externalId: null,
    author: 'ada',
    text,
    attachments: [],
    form: 'text',
    spoken: false,
    createdAt: 0,
    ...fields,
  };
}
