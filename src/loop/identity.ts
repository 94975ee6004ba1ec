import type { LoopEvent } from './loop.event.ts';

/** The part that every channel event has. */
export function identityOf(
  { name, dialect, webhookId }: LoopEvent,
  eventClass: string,
  externalId: string | null,
): {
  name: string;
  dialect: string;
  eventClass: string;
  externalId: string | null;
  webhookId: string | null;
} {
  return { name, dialect, eventClass, externalId, webhookId };
}
