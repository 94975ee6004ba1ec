import { isJson, isText, type Json } from '../http.ts';
import { contactOf, groupId } from './hear.ts';

export type Group = { id: string; name?: string; participants: string[] };

export type KnownMessage = {
  /** The contact or group it was written to or in; undefined where a webhook did not say. */
  conversation?: string;
  text?: string;
};

/** Groups and message ids that a client can know of: only those which were mentioned to it. */
export class Directory {
  readonly #groups = new Map<string, Group>();
  readonly #messages = new Map<string, KnownMessage>();
  /** The last message we sent, by conversation. */
  readonly #lastSent = new Map<string, string>();

  /** Reads both generations' webhooks, whichever way they were made. */
  learn(webhook: Json): void {
    const group = groupId(webhook.group);
    const { message_id: messageId } = webhook;
    if (isText(messageId) && !this.#messages.has(messageId)) {
      const conversation = group ?? contactOf(webhook.contact ?? webhook.recipient);
      this.#messages.set(messageId, { conversation, text: textOf(webhook.text) });
    }
    if (group === undefined) return;
    const { name, participants } = isJson(webhook.group) ? webhook.group : {};
    const known = this.#groups.get(group);
    this.#groups.set(group, {
      id: group,
      name: textOf(name) ?? known?.name,
      participants: Array.isArray(participants) ? participants.filter(isText) : (known?.participants ?? []),
    });
  }

  addSent(messageId: string, conversation: string, text: string | undefined): void {
    this.#messages.set(messageId, { conversation, text });
    this.#lastSent.set(conversation, messageId);
  }

  hasMessage(messageId: unknown): boolean {
    return typeof messageId === 'string' && this.#messages.has(messageId);
  }

  findMessage(messageId: string): KnownMessage | undefined {
    return this.#messages.get(messageId);
  }

  lastSentTo(conversation: string): string | undefined {
    return this.#lastSent.get(conversation);
  }

  findGroup(id: string): Group | undefined {
    return this.#groups.get(id);
  }
}

function textOf(value: unknown): string | undefined {
  return isText(value) ? value : undefined;
}
