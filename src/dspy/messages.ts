import type { Image } from './fields.ts';

export interface SystemMessage {
  readonly role: 'system';
  readonly content: string;
}

export interface UserMessage {
  readonly role: 'user';
  readonly content: string;
  /** Shown after the text. */
  readonly images?: readonly Image[];
}

export interface AssistantMessage {
  readonly role: 'assistant';
  readonly content: string;
  readonly toolCalls?: readonly ToolCall[];
}

/** What a tool gave back for one call of an assistant message before it. */
export interface ToolMessage {
  readonly role: 'tool';
  readonly content: string;
  readonly toolCallId: string;
}

export type ChatMessage = SystemMessage | UserMessage | AssistantMessage | ToolMessage;

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** As the model wrote them: meant to be a JSON object, not yet read. */
  readonly arguments: string;
}

/** A JSON schema as an object, such as `{ type: 'object', properties: {} }`. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

export interface ToolDefinition {
  readonly name: string;
  readonly description: string;
  /** Of the arguments, which are one object. */
  readonly parameters: JsonSchema;
}
