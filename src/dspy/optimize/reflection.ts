import type { EvaluatedExample } from '../evaluate.ts';
import { field } from '../fields.ts';
import type { InputFields, OutputFields } from '../fields.ts';
import type { CallOptions } from '../call-options.ts';
import { Predict } from '../predict.ts';
import { signature } from '../signature.ts';

/** Of one value in an observation: enough to see what happened, without filling the reflecting model's window. */
const MOST_CHARACTERS = 2_000;

const Reflect = signature(
  'ReviseInstructions',
  `You improve the instructions that a language model works under. You see the instructions as they are, and what the model did under them: what it was given, what it answered, a score from 0 to 1, and remarks on it.

Work out from the remarks what the model did not know or did not heed, and what is done well already. Then write the instructions anew:
- Keep what works, word for word where you can, and everything that the rules demand.
- Turn each remark into a general rule with the facts it needs. The model will not see the remarks, only your instructions.
- Write for inputs that you have not seen: do not answer the examples, and do not quote them at length.
- Do not explain what you changed.`,
  {
    inputs: {
      instructions: field.string('the instructions as they are'),
      rules: field.string('what the new instructions must keep to'),
      observations: field.string('what happened under them'),
    },
    outputs: {
      new_instructions: field.string('the new instructions, complete and ready to be used as they are'),
    },
  },
);

export interface Reflection {
  readonly instructions: string;
  /** In words: what a proposal must keep to, and why the last one was refused. */
  readonly rules: readonly string[];
  readonly observations: string;
}

/**
 * Asks a model for better instructions.
 *
 * @throws LanguageModelError or AdapterParseError when none came.
 */
export async function reflect(reflection: Reflection, options: CallOptions): Promise<string> {
  const { instructions, rules, observations } = reflection;
  const inputs = { instructions, rules: rules.map((rule) => `- ${rule}`).join('\n') || 'none', observations };
  const { outputs } = await new Predict(Reflect).call(inputs, options);
  return withoutFence(outputs.new_instructions);
}

/** The runs as one predictor saw them; undefined when it was not called in any. */
export function observe<E>(
  rows: readonly EvaluatedExample<E, unknown>[],
  predictor: Predict<InputFields, OutputFields>,
): string | undefined {
  const seen = rows.flatMap(({ calls, score, feedback }) => {
    const call = calls.findLast(({ instance }) => instance === predictor);
    if (!call) return [];
    const given = describe(call.inputs);
    const answered = call.error ? `nothing that could be used (${call.error.name})` : describe(call.outputs);
    return [
      `Given:\n${given}\nAnswered:\n${answered}\nScore: ${score.toFixed(2)}\nRemarks: ${feedback || 'none'}`,
    ];
  });
  if (seen.length === 0) return undefined;
  return seen.map((text, index) => `Example ${index + 1}\n${text}`).join('\n\n');
}

function describe(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}: ${cut(typeof value === 'string' ? value : JSON.stringify(value))}`)
    .join('\n');
}

function cut(text = ''): string {
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS).toWellFormed()}...`;
}

/** Models like to put a whole text into a code fence. */
function withoutFence(text: string): string {
  return (/^```\w*\n([^]*?)\n?```$/.exec(text.trim())?.[1] ?? text).trim();
}
