import type { Admission, AdmitInput } from '../../conversation/admission.ts';
import type { DeliveryUpdate } from '../../conversation/channel-event.ts';
import { admitGreeting } from './admit-greeting.ts';
import { admitMessage } from './admit-message.ts';
import { backdate } from './backdate.ts';
import type { Database } from './database.ts';
import { findDuplicate, insertEvent } from './events.ts';
import { settleDelivery } from './settle.ts';

const NOTHING = { messageId: null, conversationId: null, dueAt: null, outboxChanged: false } as const;

/** Journey step 4. One savepoint: the event, what it says, and everything that follows from it at once. */
export function admit(db: Database, input: AdmitInput): Admission {
  const duplicate = findDuplicate(db, input);
  if (duplicate) return duplicate;
  const { event } = input;
  switch (event.kind) {
    case 'message':
      return backdate(db, input, admitMessage(db, input, event));
    case 'greeting':
      return admitGreeting(db, input, event);
    case 'delivery':
      return admitDelivery(db, input, event);
    case 'reaction':
      insertEvent(db, input, { outcome: 'recorded' });
      return { ...NOTHING, status: 'recorded' };
    case 'ignored':
    case 'quarantined':
      insertEvent(db, input, { outcome: event.kind, reason: event.reason });
      return { ...NOTHING, status: event.kind, reason: event.reason };
    default:
      return event satisfies never;
  }
}

function admitDelivery(db: Database, input: AdmitInput, event: DeliveryUpdate): Admission {
  const messageId = settleDelivery(db, input.channel, event);
  const reason = messageId === null ? 'no such message' : undefined;
  insertEvent(db, input, { outcome: 'recorded', reason, messageId });
  // A row that is settled makes way for the next one of its conversation.
  return { ...NOTHING, status: 'recorded', reason, messageId, outboxChanged: messageId !== null };
}
