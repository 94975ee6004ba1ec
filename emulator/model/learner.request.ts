import { isJson, isText, type Json } from '../http.ts';

/** A request as the learner understands it. */
export type LearnerRequest = {
  /** Names of what is to be answered; empty where a plain text is wanted. */
  outputs: string[];
  form: 'json' | 'sections' | 'plain';
  /** Of each output, where a JSON schema says so. */
  schemas: Record<string, Json>;
  /** All system messages. */
  instructions: string;
  /** Answers shown as examples. */
  demos: string[];
  /** The last user message, as it is and by section. */
  user: string;
  inputs: Map<string, string>;
  messages: { role: string; content: string }[];
};

const MARKER = /\[\[ *## *(\w+) *## *\]\]/g;
/** What ends the sections in DSPy's own format. */
const END_MARKER = 'completed';

export function readLearnerRequest(body: Json): LearnerRequest {
  const messages = (body.messages as unknown[]).map(plainMessage);
  const system = messages.filter(({ role }) => role === 'system' || role === 'developer');
  const instructions = system.map(({ content }) => content).join('\n\n');
  const users = messages.filter(({ role }) => role === 'user').map(({ content }) => content);
  // After an answer that could not be read, the last one only says so.
  const user = users.findLast((content) => content.match(MARKER)) ?? users.at(-1) ?? '';
  const schemas = schemasOf(body.response_format);
  return {
    ...outputsOf(schemas, instructions, user, isJson(body.response_format)),
    schemas,
    instructions,
    demos: demosOf(messages),
    user,
    inputs: sectionsOf(user),
    messages,
  };
}

function plainMessage(message: unknown): { role: string; content: string } {
  const { role, content } = isJson(message) ? message : {};
  const parts = Array.isArray(content) ? content : [{ text: content }];
  const texts = parts.map((part: unknown) => (isJson(part) && isText(part.text) ? part.text : ''));
  return { role: String(role), content: texts.join('') };
}

function schemasOf(format: unknown): Record<string, Json> {
  const schema = isJson(format) && isJson(format.json_schema) ? format.json_schema.schema : undefined;
  return isJson(schema) && isJson(schema.properties) ? (schema.properties as Record<string, Json>) : {};
}

/**
 * From the schema; else the markers in the system message that the user message does not fill in; else the keys of a JSON
 * object that the system message draws.
 */
function outputsOf(
  schemas: Record<string, Json>,
  instructions: string,
  user: string,
  wantsJson: boolean,
): Pick<LearnerRequest, 'outputs' | 'form'> {
  const given = new Set(namesIn(MARKER, user));
  const marked = namesIn(MARKER, instructions).filter((name) => !given.has(name) && name !== END_MARKER);
  const drawn = /\bJSON\b/.test(instructions) ? namesIn(/"(\w+)" *:/g, instructions) : [];
  if (Object.keys(schemas).length > 0) return { outputs: Object.keys(schemas), form: 'json' };
  if (marked.length > 0 && !wantsJson) return { outputs: marked, form: 'sections' };
  return drawn.length > 0 ? { outputs: drawn, form: 'json' } : { outputs: [], form: 'plain' };
}

/**
 * The answers before the last system message that is not the first: an application puts its examples there, and the
 * conversation itself behind it. Without such a message nothing tells an example from a conversation.
 */
function demosOf(messages: LearnerRequest['messages']): string[] {
  const border = messages.findLastIndex(({ role }) => role === 'system' || role === 'developer');
  return messages
    .slice(0, Math.max(0, border))
    .filter(({ role }) => role === 'assistant')
    .map(({ content }) => content);
}

function sectionsOf(text: string): Map<string, string> {
  const marks = [...text.matchAll(MARKER)];
  return new Map(
    marks.map((mark, index) => {
      const end = marks[index + 1]?.index ?? text.length;
      return [mark[1]!, text.slice(mark.index + mark[0].length, end).trim()];
    }),
  );
}

function namesIn(pattern: RegExp, text: string): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, name]) => name!))];
}
