import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import type { CompletionRequest } from '../language-model.ts';
import type { ChatMessage, ToolCall, ToolDefinition } from '../messages.ts';
import type { ChatBody } from './openai.client.ts';

export interface ChatDefaults {
  readonly temperature: number;
  /** Tokens, hidden reasoning included. */
  readonly maxTokens: number;
  /** For gpt-oss models only; `low` by default. These models cannot switch reasoning off. */
  readonly reasoningEffort?: 'low' | 'medium' | 'high';
}

export interface BodyOptions {
  readonly defaults: ChatDefaults;
  /** Whether this model can be held to a JSON schema; else a JSON object is asked for, which its prompt describes. */
  readonly strictJson: boolean;
  readonly stream: boolean;
}

/**
 * The request body. Only fields that every OpenAI-compatible provider takes: Groq answers 400 to
 * several of the others, and to JSON schemas together with tools or streams (https://console.groq.com/docs/openai).
 */
export function toBody(model: string, request: CompletionRequest, options: BodyOptions): ChatBody {
  const { json, tools = [] } = request;
  const { defaults, strictJson } = options;
  const reasons = model.startsWith('openai/gpt-oss');
  const body = {
    model,
    messages: request.messages.map(toWire),
    temperature: request.temperature ?? defaults.temperature,
    max_completion_tokens: request.maxTokens ?? defaults.maxTokens,
    ...(reasons && { reasoning_effort: defaults.reasoningEffort ?? 'low' }),
    ...(tools.length > 0 && { tools: tools.map(toWireTool) }),
    ...(json && { response_format: responseFormat(json, strictJson) }),
  };
  if (!options.stream || json) return body;
  return { ...body, stream: true, stream_options: { include_usage: true } };
}

function responseFormat({ name, schema }: NonNullable<CompletionRequest['json']>, strict: boolean) {
  return strict
    ? { type: 'json_schema' as const, json_schema: { name, strict: true, schema: { ...schema } } }
    : { type: 'json_object' as const };
}

/** Built anew from the fields that providers take: they refuse others, such as reasoning, on a replayed message. */
function toWire(message: ChatMessage): ChatCompletionMessageParam {
  const { role, content } = message;
  switch (role) {
    case 'system':
      return { role, content };
    case 'user': {
      const { images = [] } = message;
      if (images.length === 0) return { role, content };
      const pictures = images.map(({ url }) => ({ type: 'image_url' as const, image_url: { url } }));
      return { role, content: [{ type: 'text', text: content }, ...pictures] };
    }
    case 'assistant':
      if (!message.toolCalls) return { role, content };
      return {
        role,
        content: content === '' ? null : content,
        tool_calls: message.toolCalls.map(toWireCall),
      };
    case 'tool':
      return { role, content, tool_call_id: message.toolCallId };
    default:
      return message satisfies never;
  }
}

function toWireCall({ id, name, arguments: json }: ToolCall) {
  return { id, type: 'function' as const, function: { name, arguments: json } };
}

function toWireTool({ name, description, parameters }: ToolDefinition) {
  return { type: 'function' as const, function: { name, description, parameters: { ...parameters } } };
}
