import type { Admission, AdmitInput } from '../../conversation/admission.ts';
import type { GreetingEvent } from '../../conversation/channel-event.ts';
import { hasOptedOut } from './consent.ts';
import { ensureConversation } from './conversations.ts';
import type { Database } from './database.ts';
import { insertEvent } from './events.ts';
import { enqueue } from './outbox.ts';

/** Welcomes once for ever: groups are renamed and opt-in links opened again, and each time the channel says so. */
export function admitGreeting(db: Database, input: AdmitInput, event: GreetingEvent): Admission {
  const conversation = ensureConversation(db, input.channel, event.conversation);
  let reason: string | undefined;
  if (hasOptedOut(db, conversation)) reason = 'opted out';
  else if (input.group?.policy === 'never') reason = 'Chip only listens here';
  const text = input.texts[`welcome-${event.occasion}`];
  const greeting = { origin: 'greeting', texts: [text], ttlMs: input.outboxTtlMs };
  const outboxChanged = reason === undefined && enqueue(db, conversation, greeting);
  if (!outboxChanged) reason ??= 'welcomed before';
  insertEvent(db, input, { outcome: 'recorded', reason });
  return {
    status: 'recorded',
    reason,
    messageId: null,
    conversationId: conversation.id,
    dueAt: null,
    outboxChanged,
  };
}
