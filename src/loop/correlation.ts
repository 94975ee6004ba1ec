/** Longest `passthrough` that Loop takes, in characters. */
const MAX_PASSTHROUGH_LENGTH = 1000;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** What goes out with a send and comes back in each of its status webhooks. */
export function toPassthrough(outboxId: string): string {
  return JSON.stringify({ chip: outboxId });
}

/** The outbox id in a `passthrough`; null for anything that was not made here. */
export function fromPassthrough(passthrough: unknown): string | null {
  if (typeof passthrough !== 'string' || passthrough.length > MAX_PASSTHROUGH_LENGTH) return null;
  try {
    const id = (JSON.parse(passthrough) as { chip?: unknown } | null)?.chip;
    return typeof id === 'string' && UUID.test(id) ? id : null;
  } catch {
    return null;
  }
}
