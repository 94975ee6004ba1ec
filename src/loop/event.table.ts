import type { GreetingEvent } from '../conversation/channel-event.ts';

/** What Chip does about an event, and what the event is read as. */
export type Handling =
  | { does: 'answer'; as: 'message' }
  | { does: 'answer'; as: 'greeting'; occasion: GreetingEvent['occasion'] }
  | { does: 'record'; as: 'reaction' | 'delivery' }
  | { does: 'ignore'; reason: string };

const MESSAGE: Handling = { does: 'answer', as: 'message' };
const OPT_IN: Handling = { does: 'answer', as: 'greeting', occasion: 'opt-in' };
const DELIVERY: Handling = { does: 'record', as: 'delivery' };

/** Loop adds events without notice: each has to be answered 200 and to do nothing. */
const UNKNOWN: Handling = { does: 'ignore', reason: 'an event of an unknown kind' };

/**
 * Every event that either generation names. One table for both: an account that is being moved mixes their names, and
 * no name means two things. Only what a person began is answered; a status or a tapback that were would go round in
 * circles.
 *
 * Sources: https://docs.loopmessage.com/imessage-conversation-api/webhooks and the same page of docs-legacy.
 */
const EVENTS: ReadonlyMap<string, Handling> = new Map<string, Handling>([
  ['message_inbound', MESSAGE],
  // What legacy accounts from before December 2022 get instead.
  ['message_reply', MESSAGE],
  // v1's table has the hyphen, its examples the underscore.
  ['opt-in', OPT_IN],
  ['opt_in', OPT_IN],
  // Legacy only; in v1 a group is first heard of when somebody writes in it.
  ['group_created', { does: 'answer', as: 'greeting', occasion: 'group' }],

  ['message_reaction', { does: 'record', as: 'reaction' }],
  ['message_scheduled', DELIVERY],
  ['message_delivered', DELIVERY],
  ['message_failed', DELIVERY],
  // Legacy's ends of a send; v1's guide still speaks of them.
  ['message_sent', DELIVERY],
  ['message_timeout', DELIVERY],

  [
    'conversation_inited',
    {
      does: 'ignore',
      reason: 'notice of a first contact; the text itself comes as an inbound message',
    },
  ],
  ['inbound_call', { does: 'ignore', reason: 'calls are not taken' }],
  ['sender_name_updated', { does: 'ignore', reason: 'the state of our own sender has changed' }],
  ['unknown', { does: 'ignore', reason: 'Loop does not know what it is either' }],
]);

/** What is done about the event of that name, in whatever case it is written. */
export function handlingOf(name: string): Handling {
  return EVENTS.get(name.toLowerCase()) ?? UNKNOWN;
}
