import { randomUUID } from 'node:crypto';
import type {
  ConversationRef,
  DeliveryUpdate,
  GreetingEvent,
  InboundMessage,
} from '../../src/conversation/channel-event.ts';

export const CHANNEL = 'loop';
export const TEXTS = {
  'opt-out': 'You are out.',
  'opt-in': 'You are back.',
  help: 'Help!',
  flood: 'Slow down.',
  'bot-loop': 'Are you a machine?',
  'welcome-group': 'Hello, all of you.',
  'welcome-opt-in': 'Hello, you.',
};

const person = (number: string): ConversationRef => ({
  key: `person:${number}`,
  kind: 'person',
  target: number,
  externalId: number,
});
export const ADA = person('+13345550101');
export const BOB = person('+13345550102');
export const GROUP: ConversationRef = { key: 'group:g1', kind: 'group', target: 'g1', externalId: 'g1' };
/** Replies to it are kept and sent nowhere. */
export const NOWHERE: ConversationRef = { key: 'test:1', kind: 'person', target: null, externalId: 'test-1' };

export function message(over: Partial<InboundMessage> = {}): InboundMessage {
  return {
    kind: 'message',
    name: 'message_inbound',
    eventClass: 'message',
    externalId: randomUUID(),
    webhookId: randomUUID(),
    conversation: ADA,
    author: '+13345550101',
    recipient: null,
    text: 'hello',
    attachments: [],
    transport: 'imessage',
    ...over,
  };
}

export function delivery(
  status: DeliveryUpdate['status'],
  over: Partial<DeliveryUpdate> = {},
): DeliveryUpdate {
  return {
    kind: 'delivery',
    name: `message_${status}`,
    eventClass: `delivery:${status}`,
    externalId: randomUUID(),
    webhookId: randomUUID(),
    status,
    correlationId: null,
    target: null,
    text: null,
    errorCode: null,
    ...over,
  };
}

export function greeting(over: Partial<GreetingEvent> = {}): GreetingEvent {
  return {
    kind: 'greeting',
    name: 'group_created',
    eventClass: 'group_created',
    externalId: null,
    webhookId: randomUUID(),
    conversation: GROUP,
    author: null,
    occasion: 'group',
    ...over,
  };
}
