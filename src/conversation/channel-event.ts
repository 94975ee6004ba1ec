/**
 * What a channel's webhook says, in words that hold for every channel. An adapter makes one of these of each
 * authenticated body; nothing behind the adapter knows the channel's own field names.
 */

/** Where a conversation lives and whom a reply goes to. Set from the inbound event, never by a model (P6). */
export interface ConversationRef {
  /** Unique within the channel and stable for ever: one key, one ordered conversation. Holds personal data: never log it. */
  key: string;
  kind: 'person' | 'group';
  /** Address of a reply: the person, or the group's id. Null: replies are made and kept but sent nowhere. */
  target: string | null;
  /** The id the outside knows this conversation by; echoed in webhook answers. */
  externalId: string;
}

/** What every event carries for idempotency (the sender may deliver each event many times). */
interface EventIdentity {
  /** The channel's own name of the event, for logs and the audit trail. */
  name: string;
  /**
   * Namespace of `externalId`. Two events about one message (a text and its opt-in notice, delivered and failed)
   * have different classes, so that neither swallows the other.
   */
  eventClass: string;
  /** The message's id at the channel, or null where the event has none. */
  externalId: string | null;
  /** Id of this webhook, the same at each redelivery, or null. */
  webhookId: string | null;
  /** The channel's own variant of the event, handed back with the receipt so that the answer can speak it. */
  dialect?: string | undefined;
}

/** Somebody wrote to us: the only kind that asks for an answer. */
export interface InboundMessage extends EventIdentity {
  kind: 'message';
  conversation: ConversationRef;
  /** Who wrote: an address, or null where a group member is unknown. */
  author: string | null;
  /** Our own address that was written to, where the channel says so. */
  recipient: string | null;
  /** Cleaned text, may be empty. */
  text: string;
  /** URLs of files, untrusted. */
  attachments: string[];
  /** What was sent, where it is no plain text: decides what an answer can be made of. */
  form?: MessageForm | undefined;
  /** True when `text` is what the channel heard in a voice message. */
  spoken?: boolean | undefined;
  /** The channel's id of the message this one replies to, where the sender used an inline reply. */
  replyToId?: string | null | undefined;
  /** imessage, sms, rcs, whatsapp or whatever the channel says. */
  transport: string | null;
  /**
   * What the channel itself has taken the text for, where it has also told the person so: their consent changes, and
   * Chip adds nothing to it. Unset: the words decide, and Chip answers.
   */
  answeredAs?: 'opt-out' | 'opt-in' | 'help' | undefined;
}

export type MessageForm = 'text' | 'voice' | 'file' | 'sticker' | 'location' | 'contact';

/** A conversation has begun without a text that asks something: a group we were put into, an opt-in by link. */
export interface GreetingEvent extends EventIdentity {
  kind: 'greeting';
  conversation: ConversationRef;
  author: string | null;
  occasion: 'group' | 'opt-in';
}

/** What became of something we sent. */
export interface DeliveryUpdate extends EventIdentity {
  kind: 'delivery';
  status: 'sent' | 'delivered' | 'failed';
  /** Our own id of the outbox row, where the channel gave it back. */
  correlationId: string | null;
  /** Address and text, the last resort for matching. */
  target: string | null;
  text: string | null;
  errorCode: string | null;
  /** True when it failed because the person has opted out at the channel. */
  optedOut?: boolean | undefined;
  /** It failed for a passing reason, nothing has arrived, and the channel lets it be sent again after this long. */
  retryInMs?: number | undefined;
}

/** A tapback on a message: recorded, not answered. */
export interface InboundReaction extends EventIdentity {
  kind: 'reaction';
  conversation: ConversationRef;
  author: string | null;
  reaction: string;
}

/** A known or unknown event that asks nothing of us. */
export interface IgnoredEvent extends EventIdentity {
  kind: 'ignored';
  reason: string;
}

/** An authenticated body nobody could read: kept whole for a human. */
export interface QuarantinedEvent extends EventIdentity {
  kind: 'quarantined';
  reason: string;
}

export type ChannelEvent =
  InboundMessage | GreetingEvent | DeliveryUpdate | InboundReaction | IgnoredEvent | QuarantinedEvent;
