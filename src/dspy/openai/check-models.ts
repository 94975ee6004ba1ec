/** The one method used of an `openai` client. */
export interface ModelsClient {
  readonly models: {
    list(options: { signal: AbortSignal; timeout: number; maxRetries: number }): PromiseLike<{
      readonly data: readonly { readonly id: string }[];
    }>;
  };
}

export interface ModelCheckResult {
  /** Those of the wanted models that the endpoint offers, and those it does not. */
  readonly found: string[];
  readonly missing: string[];
}

/**
 * Asks an endpoint which of these models it has. Model ids are withdrawn at a few weeks' notice
 * (https://console.groq.com/docs/deprecations), and a call to one that is gone costs a round trip.
 *
 * @throws what the client throws when the list is not to be had.
 */
export async function checkModels(
  client: ModelsClient,
  wanted: readonly string[],
  { signal, timeoutMs = 10_000 }: { signal: AbortSignal; timeoutMs?: number },
): Promise<ModelCheckResult> {
  const { data } = await client.models.list({ signal, timeout: timeoutMs, maxRetries: 1 });
  const offered = new Set(data.map(({ id }) => id));
  const unique = [...new Set(wanted)];
  return {
    found: unique.filter((model) => offered.has(model)),
    missing: unique.filter((model) => !offered.has(model)),
  };
}
