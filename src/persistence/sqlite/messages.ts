import { randomUUID } from 'node:crypto';
import type { InboundMessage } from '../../conversation/channel-event.ts';
import type { Database } from './database.ts';
import type { ConversationRow } from './rows.ts';

type State = 'unanswered' | 'covered' | 'listened' | 'opted-out' | 'rate-limited' | 'ignored';

/** A text that has come and whose end is not decided yet: `store` is called once, with the state it begins in. */
export interface NewText {
  id: string;
  event: InboundMessage;
  conversation: ConversationRow;
  store: (state: State) => void;
}

export function newText(
  db: Database,
  conversation: ConversationRow,
  event: InboundMessage,
  raw: unknown,
): NewText {
  const id = randomUUID();
  const store = (state: State): void => {
    db.run(
      `INSERT INTO messages (id, conversation_id, direction, sender, recipient, body, raw, created_at, external_id,
         attachments, transport, form, spoken, reply_to_id, state, turn_fence)
       VALUES (?, ?, 'in', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        id,
        conversation.conversation_id,
        event.author,
        event.recipient,
        event.text,
        JSON.stringify(raw ?? null),
        Date.now(),
        event.externalId,
        JSON.stringify(event.attachments),
        event.transport,
        event.form ?? 'text',
        event.spoken ? 1 : 0,
        event.replyToId ?? null,
        state,
        // What was listened to stands where it was said: behind the turn that runs, before the one to come.
        state === 'listened' ? conversation.fence + 1 : null,
      ],
    );
  };
  return { id, event, conversation, store };
}
