import { randomUUID } from 'node:crypto';

export type AudienceStatus = 'active' | 'unsubscribed' | 'unknown';

export type HistoryItem = {
  id: string;
  at: number;
  channel: string;
  direction: 'inbound' | 'outbound';
  language: string;
  type: string;
  text: string;
};

export type Member = {
  id: string;
  /** The contact as Loop writes it. */
  value: string;
  since: number;
  status: Exclude<AudienceStatus, 'unknown'>;
  /** How they last wrote. */
  channel?: string;
  /** Of the conversation with this one person, in order; what they write in a group is not in it. */
  messages: Map<string, HistoryItem>;
};

/** Who has been in touch with us, what was said, and when each conversation was last heard from. */
export class Audience {
  readonly #members = new Map<string, Member>();
  readonly #ids = new Map<string, Member>();
  /** By contact or group id. */
  readonly #heardAt = new Map<string, number>();
  readonly #toldAt = new Map<string, number>();

  get members(): Member[] {
    return [...this.#members.values()];
  }

  /** By the contact itself, or by the id that `audience/list` gives. */
  find(contact: string): Member | undefined {
    return this.#members.get(contact) ?? this.#ids.get(contact);
  }

  status(contact: string): AudienceStatus {
    return this.find(contact)?.status ?? 'unknown';
  }

  setStatus(contact: string, status: Member['status']): Member {
    const member = this.#join(contact);
    member.status = status;
    return member;
  }

  /** They wrote. In a group that says only that they exist, and that the group is awake. */
  hear(contact: string, group: string | undefined, message: HistoryItem): void {
    this.#heardAt.set(group ?? contact, message.at);
    const member = this.#join(contact);
    if (group !== undefined) return;
    member.channel = message.channel;
    keep(member, message);
  }

  /** We wrote, to a contact or a group. */
  tell(to: string, isGroup: boolean, message: HistoryItem): void {
    this.#toldAt.set(to, message.at);
    if (!isGroup) keep(this.#join(to), message);
  }

  heardAt(conversation: string): number | undefined {
    return this.#heardAt.get(conversation);
  }

  toldAt(conversation: string): number | undefined {
    return this.#toldAt.get(conversation);
  }

  clear(): void {
    for (const map of [this.#members, this.#ids, this.#heardAt, this.#toldAt]) map.clear();
  }

  #join(contact: string): Member {
    const known = this.#members.get(contact);
    if (known) return known;
    const member: Member = {
      id: randomUUID(),
      value: contact,
      since: Date.now(),
      status: 'active',
      messages: new Map(),
    };
    this.#members.set(contact, member);
    this.#ids.set(member.id, member);
    return member;
  }
}

/** A webhook may come twice, and an opt-in beside its text; what was written is one message. */
function keep({ messages }: Member, message: HistoryItem): void {
  const key = `${message.direction} ${message.type} ${message.id}`;
  if (!messages.has(key)) messages.set(key, message);
}
