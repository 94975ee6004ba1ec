import { describe, expect, it } from '@jest/globals';
import { handlingOf } from './event.table.ts';

describe('what is done about an event', () => {
  it('is to answer what a person began', () => {
    for (const name of ['message_inbound', 'message_reply', 'opt-in', 'opt_in', 'group_created'])
      expect([name, handlingOf(name).does]).toEqual([name, 'answer']);
  });

  it('is to write down what became of our own texts, and tapbacks', () => {
    const statuses = ['scheduled', 'sent', 'delivered', 'failed', 'timeout'].map((end) => `message_${end}`);
    for (const name of [...statuses, 'message_reaction'])
      expect([name, handlingOf(name).does]).toEqual([name, 'record']);
  });

  it.each(['conversation_inited', 'inbound_call', 'sender_name_updated', 'unknown'])(
    'is nothing for %s, with a reason of its own',
    (name) => {
      expect(handlingOf(name)).toEqual({
        does: 'ignore',
        reason: expect.not.stringContaining('unknown kind'),
      });
    },
  );

  it.each(['message_edited', 'message_typing', 'auth_response', 'constructor', '__proto__', ''])(
    'is nothing for %j, which nobody has documented',
    (name) => {
      expect(handlingOf(name)).toEqual({ does: 'ignore', reason: 'an event of an unknown kind' });
    },
  );

  it('does not depend on the case', () => {
    expect(handlingOf('Opt-In')).toBe(handlingOf('opt-in'));
    expect(handlingOf('MESSAGE_DELIVERED')).toBe(handlingOf('message_delivered'));
  });
});
