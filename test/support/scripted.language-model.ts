import { LanguageModel } from '../../src/dspy/language-model.ts';
import type { Completion, CompletionRequest } from '../../src/dspy/language-model.ts';

/** A model in this process whose answers follow a rule of the test. Ten tokens a prompt, five an answer. */
export class ScriptedLanguageModel extends LanguageModel {
  readonly requests: CompletionRequest[] = [];
  readonly #answer: (request: CompletionRequest) => string | Promise<string>;

  constructor(answer: (request: CompletionRequest) => string | Promise<string>) {
    super();
    this.#answer = answer;
  }

  override async complete(request: CompletionRequest): Promise<Completion> {
    request.signal?.throwIfAborted();
    this.requests.push(request);
    const text = await this.#answer(request);
    const usage = { promptTokens: 10, completionTokens: 5, cachedTokens: 0 };
    return { text, finishReason: 'stop', model: 'scripted', usage, attempts: 1 };
  }
}

/** The instructions and everything else the program says before the conversation. */
export const systemOf = ({ messages }: CompletionRequest): string =>
  messages.flatMap(({ role, content }) => (role === 'system' ? [content] : [])).join('\n');

export const lastUserOf = ({ messages }: CompletionRequest): string =>
  messages.findLast(({ role }) => role === 'user')?.content ?? '';
