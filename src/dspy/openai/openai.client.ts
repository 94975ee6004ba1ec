import type {
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionCreateParamsStreaming,
} from 'openai/resources/chat/completions';

export type ChatBody = ChatCompletionCreateParamsNonStreaming | ChatCompletionCreateParamsStreaming;

/** The one method used of an `openai` client. What it resolves to is checked, not believed. */
export interface ChatClient {
  readonly chat: {
    readonly completions: {
      create(
        body: ChatBody,
        options: { signal: AbortSignal; timeout: number; maxRetries: number },
      ): PromiseLike<unknown>;
    };
  };
}

/** Response headers, as far as they are looked at. */
export interface Headers {
  get(name: string): string | null;
}

/** Awaits a call of the client's; with the headers too, where the client can give them. */
export async function receive(call: PromiseLike<unknown>): Promise<{ data: unknown; headers?: Headers }> {
  const { withResponse } = call as { withResponse?: () => Promise<{ data: unknown; response: Response }> };
  if (typeof withResponse !== 'function') return { data: await call };
  const { data, response } = await withResponse.call(call);
  return { data, headers: response.headers };
}
