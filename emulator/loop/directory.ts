import { isJson, isText, type Json } from '../http.ts';

export type Group = { id: string; name?: string; participants: string[] };

/** Groups and message ids that a client can know of: only those which were mentioned to it. */
export class Directory {
  readonly #groups = new Map<string, Group>();
  readonly #messageIds = new Set<string>();

  /** Reads both generations' webhooks, whichever way they were made. */
  learn(webhook: Json): void {
    if (isText(webhook.message_id)) this.#messageIds.add(webhook.message_id);
    const group = isText(webhook.group) ? { id: webhook.group } : webhook.group;
    if (!isJson(group)) return;
    const id = group.id ?? group.group_id;
    if (!isText(id)) return;
    const known = this.#groups.get(id);
    this.#groups.set(id, {
      id,
      name: isText(group.name) ? group.name : known?.name,
      participants: Array.isArray(group.participants)
        ? group.participants.filter(isText)
        : (known?.participants ?? []),
    });
  }

  addMessage(messageId: string): void {
    this.#messageIds.add(messageId);
  }

  hasMessage(messageId: unknown): boolean {
    return typeof messageId === 'string' && this.#messageIds.has(messageId);
  }

  findGroup(id: string): Group | undefined {
    return this.#groups.get(id);
  }
}
