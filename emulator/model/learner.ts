import { isJson, type Json } from '../http.ts';
import { judgement } from './learner.judge.ts';
import { revision } from './learner.reflector.ts';
import { readLearnerRequest, type LearnerRequest } from './learner.request.ts';
import { studentReply } from './learner.student.ts';

/** Under which names new instructions are asked for. */
const REVISED = [
  'new_instructions',
  'improved_instructions',
  'instructions',
  'new_instruction',
  'improved_instruction',
  'instruction',
];

/**
 * The answer of a model that does better under better instructions. What "better" means follows from the seed; it is told
 * nowhere but in the feedback of its judge. The same seed and request always get the same answer.
 */
export function learnerAnswer(seed: number, body: Json): string {
  const request = readLearnerRequest(body);
  const { outputs } = request;
  if (outputs.includes('score') && outputs.includes('feedback')) {
    const { score, feedback } = judgement(seed, request);
    return written(request, (name) => (name === 'score' ? score : feedback));
  }
  const revised = outputs.find((name) => REVISED.includes(name));
  if (revised !== undefined) {
    const text = revision(seed, request);
    return written(request, (name) => (name === revised ? text : 'The remarks name what is missing.'));
  }
  const reply = studentReply(seed, request);
  return written(request, () => reply);
}

/** In the form that was asked for. What a schema does not want as text gets an empty value of its type. */
function written(
  { form, outputs, schemas }: LearnerRequest,
  valueOf: (name: string) => number | string,
): string {
  switch (form) {
    case 'plain':
      return String(valueOf(outputs[0] ?? 'reply'));
    case 'sections':
      return outputs.map((name) => `[[ ## ${name} ## ]]\n${valueOf(name)}`).join('\n\n');
    case 'json': {
      const values = outputs.map((name) => [name, fitting(schemas[name], valueOf(name))]);
      return JSON.stringify(Object.fromEntries(values));
    }
  }
}

function fitting(schema: unknown, value: number | string): unknown {
  const { type, enum: choices } = isJson(schema) ? schema : {};
  if (Array.isArray(choices)) return choices.includes(value) ? value : choices[0];
  if (type === 'number' || type === 'integer') return typeof value === 'number' ? value : 0;
  if (type === 'boolean') return false;
  if (type === 'array') return [];
  return type === 'object' ? {} : value;
}
