import type { Demo } from '../demo.ts';
import type { InputFields, OutputFields } from '../fields.ts';
import type { ChatMessage } from '../messages.ts';
import { demoMessages } from './prompt.demos.ts';
import { checkInputs, hintsOf, historyOf, imagesOf, type Values } from './prompt.inputs.ts';
import type { Signature } from '../signature.ts';

type AnySignature = Signature<InputFields, OutputFields>;

/** What differs between adapters: how the form is explained, and how inputs and outputs are written down. */
export interface PromptStyle {
  /** Follows the instructions. */
  format(signature: AnySignature): string;
  /** Those of the inputs that `values` holds. */
  input(signature: AnySignature, values: Values): string;
  /** Those of the outputs that `values` holds, as the model is to write them. */
  output(signature: AnySignature, values: Values): string;
}

export interface PromptContext {
  readonly demos?: readonly Demo[];
  /** What an earlier attempt got wrong. */
  readonly advice?: string;
}

/**
 * Chat messages in the order system, demos, hints, history, input.
 *
 * The instructions open the first message and nothing that varies comes before the hints, so that the provider can
 * cache the longest possible prefix (https://console.groq.com/docs/prompt-caching: exact prefix match).
 *
 * @throws TypeError naming an input that is absent or of the wrong kind.
 */
export function buildPrompt(
  style: PromptStyle,
  signature: AnySignature,
  values: Values,
  { demos = [], advice }: PromptContext,
): ChatMessage[] {
  checkInputs(signature, values);
  const images = imagesOf(signature, values);
  const text = style.input(signature, values);
  return [
    { role: 'system', content: `${signature.instructions}\n\n${style.format(signature)}` },
    ...demoMessages(style, signature, demos),
    ...hintsOf(signature, values).map((content) => ({ role: 'system' as const, content })),
    // Only role and content go out: providers refuse extra keys on replayed turns, such as reasoning.
    ...historyOf(signature, values).map(({ role, content }) => ({ role, content })),
    {
      role: 'user',
      content: advice ? `${text}\n\n[Advice from an earlier attempt: ${advice}]` : text,
      ...(images.length > 0 && { images }),
    },
  ];
}
