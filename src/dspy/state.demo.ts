import { writeInputs } from './adapters/chat.adapter.ts';
import type { Demo } from './demo.ts';
import type { InputFields, OutputFields, Turn } from './fields.ts';
import { dataInputs, type Values } from './adapters/prompt.inputs.ts';
import type { Signature } from './signature.ts';
import { writeValue } from './adapters/write-value.ts';

type AnySignature = Signature<InputFields, OutputFields>;

/**
 * A demo as DSPy saves it. There a history is not a list of turns but `{ "messages": [...] }`, each message holding the
 * inputs and outputs of one exchange by field name. Pictures are left out: demos are shown without them.
 */
export function toSavedDemo(signature: AnySignature, demo: Demo): Demo {
  return mapFields(signature, demo, (turns) => ({ messages: exchangesOf(signature, turns as Turn[]) }));
}

/** The way back; also takes a plain list of turns. */
export function fromSavedDemo(signature: AnySignature, saved: Demo): Demo {
  return mapFields(signature, saved, (history) => {
    const messages = (history as { messages?: unknown }).messages;
    return Array.isArray(messages) ? messages.flatMap((message) => turnsOf(signature, message)) : history;
  });
}

function mapFields({ inputs }: AnySignature, demo: Demo, history: (value: unknown) => unknown): Demo {
  const entries = Object.entries(demo).flatMap(([name, value]): [string, unknown][] => {
    const kind = Object.hasOwn(inputs, name) ? inputs[name]!.kind : undefined;
    if (kind === 'image' || kind === 'hint') return [];
    const isHistory = kind === 'history' && typeof value === 'object' && value !== null;
    return [[name, isHistory ? history(value) : value]];
  });
  return Object.fromEntries(entries);
}

/** A text of the person's and the answer to it share a message; where one is missing, the other stands alone. */
function exchangesOf(signature: AnySignature, turns: readonly Turn[]): Record<string, string>[] {
  const [input] = dataInputs(signature).map(([name]) => name);
  const [output] = Object.keys(signature.outputs);
  const exchanges: Record<string, string>[] = [];
  let open: Record<string, string> | undefined;
  for (const { role, content } of turns) {
    if (role === 'assistant' && open) open[output!] = content;
    else exchanges.push(role === 'user' ? { [input!]: content } : { [output!]: content });
    open = role === 'user' ? exchanges.at(-1) : undefined;
  }
  return exchanges;
}

function turnsOf(signature: AnySignature, message: unknown): Turn[] {
  if (typeof message !== 'object' || message === null) return [];
  const values = message as Values;
  const user = writeInputs(signature, values);
  const outputs = Object.keys(signature.outputs).filter((name) => values[name] !== undefined);
  const assistant = outputs.map((name) => writeValue(values[name])).join('\n');
  return [
    ...(user === '' ? [] : [{ role: 'user' as const, content: user }]),
    ...(assistant === '' ? [] : [{ role: 'assistant' as const, content: assistant }]),
  ];
}
