import type { Adapter } from './adapters/adapter.ts';
import { AdapterParseError, LanguageModelError } from './errors.ts';
import type { InputFields, OutputFields, ValuesOf } from './fields.ts';
import type { Completion } from './language-model.ts';
import type { ChatMessage } from './messages.ts';
import type { PromptContext } from './adapters/prompt.ts';
import type { Signature } from './signature.ts';
import type { Spending } from './spending.ts';

/** What is asked, and in which ways it may be asked. */
export interface Question<Inputs extends InputFields, Outputs extends OutputFields> {
  readonly signature: Signature<Inputs, Outputs>;
  readonly inputs: ValuesOf<Inputs>;
  readonly context: PromptContext;
  /** Tried in this order. */
  readonly adapters: readonly Adapter[];
  /** Whether an answer that cannot be read may be sent back, once over all adapters. */
  readonly repair: boolean;
  /** Put behind the adapter's messages. */
  readonly addendum?: readonly ChatMessage[];
}

/**
 * Asks until an answer can be read: with the first adapter, once more with a note on what was wrong, then with the next
 * adapter; each as long as there is time.
 *
 * @throws AdapterParseError when the last answer could not be read either, else as the language model does.
 */
export async function exchange<Inputs extends InputFields, Outputs extends OutputFields>(
  question: Question<Inputs, Outputs>,
  spending: Spending,
): Promise<ValuesOf<Outputs>> {
  const { signature, adapters } = question;
  let mayRepair = question.repair;
  let failure: unknown;
  for (const adapter of adapters) {
    const constraint = adapter.constraint(signature);
    let messages = [
      ...adapter.format(signature, question.inputs, question.context),
      ...(question.addendum ?? []),
    ];
    while (failure === undefined || spending.hasTimeForAnother) {
      const answer = await answerOr(spending.ask({ messages, ...constraint }));
      if (answer instanceof LanguageModelError) {
        failure = answer;
        break;
      }
      try {
        return adapter.parse(signature, answer.text);
      } catch (error) {
        if (!(error instanceof AdapterParseError)) throw error;
        failure = error;
        if (!mayRepair) break;
        mayRepair = false;
        messages = [...messages, ...repairMessages(adapter, signature, answer.text, error)];
      }
    }
  }
  throw failure as Error;
}

export function repairMessages(
  adapter: Adapter,
  signature: Signature<InputFields, OutputFields>,
  answer: string,
  { problems }: AdapterParseError,
): ChatMessage[] {
  return [
    { role: 'assistant', content: answer },
    { role: 'user', content: adapter.repair(signature, problems) },
  ];
}

/** A model that does not manage the form asked of it may manage another; all other failures are for the caller. */
async function answerOr(asked: Promise<Completion>): Promise<Completion | LanguageModelError> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof LanguageModelError && error.code === 'json_validate_failed') return error;
    throw error;
  }
}
