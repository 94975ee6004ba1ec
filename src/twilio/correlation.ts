const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** Five retries of whatever goes wrong, within 15 s. https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides */
const RETRIES = '#rc=5&rp=all';

/**
 * Where the statuses of a message are to be posted. Twilio gives nothing of ours back in them but the address, so the
 * outbox id is a part of it.
 */
export function statusCallback(publicUrl: string, outboxId: string): string {
  return `${publicUrl}/webhooks/twilio?id=${outboxId}${RETRIES}`;
}

/** The outbox id in the address that a status was posted to; null for anything that was not made here. */
export function correlationIn(query: URLSearchParams): string | null {
  const id = query.get('id');
  return id !== null && UUID.test(id) ? id : null;
}
