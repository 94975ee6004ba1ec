import { isJson, isText, type Json } from '../http.ts';

/** Parameters of OpenAI's API which Groq refuses, whatever their value. */
const REFUSED_PARAMETERS = ['logprobs', 'logit_bias', 'top_logprobs'];
const EFFORTS = ['low', 'medium', 'high'];
const REFUSED_MESSAGE_FIELDS = ['name', 'reasoning_content'];

/** What Groq would refuse with a 400 although OpenAI accepts it; undefined when all is well. */
export function findRefusal(body: Json): string | undefined {
  if (!isText(body.model)) return 'model is required';
  if (!Array.isArray(body.messages) || body.messages.length === 0) return 'messages must not be empty';
  for (const name of REFUSED_PARAMETERS) if (isGiven(body[name])) return `${name} is not supported`;
  if (isGiven(body.n) && body.n !== 1) return 'n must be 1';
  for (const [index, message] of body.messages.entries()) {
    if (!isJson(message) || !isText(message.role)) return `messages.${index} must have a role`;
    for (const field of REFUSED_MESSAGE_FIELDS)
      if (isGiven(message[field])) return `messages.${index}: property ${field} is unsupported`;
  }
  return findEffortRefusal(body) ?? findFormatRefusal(body);
}

/** gpt-oss always thinks. What qwen takes beside none and default is told differently, so there all pass. */
function findEffortRefusal({ model, reasoning_effort: effort }: Json): string | undefined {
  const efforts = String(model).startsWith('qwen/') ? ['none', 'default', ...EFFORTS] : EFFORTS;
  if (!isGiven(effort) || efforts.includes(String(effort))) return undefined;
  return `reasoning_effort must be one of ${efforts.join(', ')}`;
}

function findFormatRefusal(body: Json): string | undefined {
  const format = isJson(body.response_format) ? body.response_format.type : undefined;
  const tools = Array.isArray(body.tools) && body.tools.length > 0;
  if (format === 'json_schema' && body.stream === true) return 'json_schema cannot be combined with stream';
  if ((format === 'json_schema' || format === 'json_object') && tools)
    return `${format} cannot be combined with tools`;
  return undefined;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
