interface Identity {
  name: string;
  eventClass: string;
  externalId: string | null;
  webhookId: null;
}

/** The part that every channel event has. Twilio's webhooks have no id in the body; that of the message is enough. */
export function identityOf(name: string, eventClass: string, externalId: string | null): Identity {
  return { name, eventClass, externalId, webhookId: null };
}
