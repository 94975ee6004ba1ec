import type { Demo } from '../demo.ts';
import type { InputFields, OutputFields } from '../fields.ts';
import type { ChatMessage } from '../messages.ts';
import { dataInputs, historyOf } from './prompt.inputs.ts';
import type { PromptStyle } from './prompt.ts';
import type { Signature } from '../signature.ts';

type AnySignature = Signature<InputFields, OutputFields>;

const INCOMPLETE = '(An example of which only some parts are given.)';
/** Unmarked, an example looks like something this person has said. */
const DIVIDER: ChatMessage = {
  role: 'system',
  content: 'The exchanges above are examples from other conversations. The real one begins here.',
};

/** Each demo as one exchange, incomplete ones first as in DSPy. Those without any input or any output are left out. */
export function demoMessages(
  style: PromptStyle,
  signature: AnySignature,
  demos: readonly Demo[],
): ChatMessage[] {
  const inputs = dataInputs(signature).map(([name]) => name);
  const outputs = Object.keys(signature.outputs);
  const usable = demos.filter((demo) => [inputs, outputs].every((names) => names.some(given(demo))));
  const isComplete = (demo: Demo): boolean => [...inputs, ...outputs].every(given(demo));
  const ordered = [
    ...usable.filter((demo) => !isComplete(demo)),
    ...usable.filter((demo) => isComplete(demo)),
  ];
  const exchanges = ordered.flatMap((demo): ChatMessage[] => {
    const parts = [
      ...(isComplete(demo) ? [] : [INCOMPLETE]),
      ...earlier(signature, demo),
      style.input(signature, demo),
    ];
    return [
      { role: 'user', content: parts.join('\n\n') },
      { role: 'assistant', content: style.output(signature, demo) },
    ];
  });
  return exchanges.length > 0 ? [...exchanges, DIVIDER] : [];
}

function given(demo: Demo): (name: string) => boolean {
  return (name) => demo[name] !== undefined && demo[name] !== null;
}

/** An example's own history stays inside its message: as turns it would run into the next example. */
function earlier(signature: AnySignature, demo: Demo): string[] {
  const turns = historyOf(signature, demo).map(({ role, content }) => `${role}: ${content}`);
  return turns.length > 0 ? [`Earlier in this example:\n${turns.join('\n')}`] : [];
}
