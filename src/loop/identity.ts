import type { LoopEvent } from './loop.event.ts';

/** Classes with a meaning of their own, which no event may take by its name. */
const TAKEN = new Set(['message', 'reaction']);

interface Identity {
  name: string;
  dialect: string;
  eventClass: string;
  externalId: string | null;
  webhookId: string | null;
}

/** The part that every channel event has. */
export function identityOf(
  { name, dialect, webhookId }: LoopEvent,
  eventClass: string,
  externalId: string | null,
): Identity {
  return { name, dialect, eventClass, externalId, webhookId };
}

/** With the event's own name for a class: a notice that carries the id of a text must not make the text a duplicate. */
export function ownIdentityOf(event: LoopEvent): Identity {
  const eventClass = TAKEN.has(event.name) ? `event:${event.name}` : event.name;
  return identityOf(event, eventClass, event.messageId);
}
