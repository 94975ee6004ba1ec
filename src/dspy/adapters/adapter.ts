import type { FieldProblems } from '../errors.ts';
import type { InputFields, OutputFields, ValuesOf } from '../fields.ts';
import type { CompletionRequest } from '../language-model.ts';
import type { ChatMessage } from '../messages.ts';
import type { PromptContext } from './prompt.ts';
import type { Signature } from '../signature.ts';

/** A way to ask for a signature's outputs and to read them out of an answer. */
export interface Adapter {
  /** @throws TypeError naming an input that is absent or of the wrong kind. */
  format<Inputs extends InputFields>(
    signature: Signature<Inputs, OutputFields>,
    inputs: ValuesOf<Inputs>,
    context?: PromptContext,
  ): ChatMessage[];
  /** What the request says about the form of the answer, besides the messages. */
  constraint(signature: Signature<InputFields, OutputFields>): Pick<CompletionRequest, 'json'>;
  /** @throws AdapterParseError naming the outputs that are of no use. */
  parse<Outputs extends OutputFields>(
    signature: Signature<InputFields, Outputs>,
    answer: string,
  ): ValuesOf<Outputs>;
  /** Asks for the same again after an answer that could not be read. */
  repair(signature: Signature<InputFields, OutputFields>, problems: FieldProblems): string;
}

/** "topic is missing, score is not a number" */
export function listProblems(problems: FieldProblems): string {
  return Object.entries(problems)
    .map(([name, problem]) => `${name} ${problem}`)
    .join(', ');
}
