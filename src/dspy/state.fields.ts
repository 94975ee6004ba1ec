import type { Field, InputFields, OutputFields } from './fields.ts';
import type { Signature } from './signature.ts';

/** The fields a saved program knows, inputs first. Hints are for one call and no part of it. */
export function savedFields({
  inputs,
  outputs,
}: Signature<InputFields, OutputFields>): [name: string, field: Field][] {
  return [...Object.entries(inputs).filter(([, { kind }]) => kind !== 'hint'), ...Object.entries(outputs)];
}

/**
 * The prefix DSPy makes of a field's name: `user_message` is `User Message:`, `top5` is `Top 5:`. The file
 * names fields by it and by nothing else (dspy/signatures/signature.py, `infer_prefix`).
 */
export function prefixOf(name: string): string {
  const words = name
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([a-zA-Z])(\d)/g, '$1_$2')
    .replace(/(\d)([a-zA-Z])/g, '$1_$2')
    .split('_')
    .map((word) => (/[A-Z]/.test(word) && word === word.toUpperCase() ? word : capitalized(word)));
  return `${words.join(' ')}:`;
}

function capitalized(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();
}
