import type { Json } from './http.ts';

export type Generation = 'v1' | 'legacy';

type Stamp = { seq: number; at: number };

/** A message that was asked for, whoever was asked. */
type Asked = Stamp & {
  /** The contact in the form it is answered in (E.164, lower case), or the group id. */
  to: string | null;
  /** Names only: a journal that held keys would end up in a test report. */
  headers_present: string[];
  message_id: string | null;
  /** accepted, refused, dropped, or status:<HTTP status> where a fault answered. */
  outcome: string;
  code?: number;
  /** What became of the HTTP answer, which is independent of the outcome. */
  answer: 'pending' | 'sent' | 'lost';
  status?: string;
  error_code?: number;
};

export type SendEntry = Asked & {
  generation: Generation;
  body: unknown;
  last_update?: string;
};

/** A message that was asked of Twilio, or that Twilio sent by itself (outcome auto-reply, its answer to a keyword). */
export type MessageEntry = Asked & {
  /** Our number, or the messaging service. */
  from: string | null;
  form: unknown;
};

export type WebhookEntry = Stamp & {
  webhook_id: string | null;
  event: string | null;
  message_id: string | null;
  copy: number;
  attempt: number;
  ms: number;
  http_status: number | null;
  outcome: 'delivered' | 'retrying' | 'dropped' | 'cancelled';
  /** Where it was sent, if not to the usual URL. */
  url?: string;
  error?: string;
  answer?: unknown;
};

export type ModelEntry = Stamp & {
  model: unknown;
  messages: unknown;
  params: Json;
  /** pending, ok, cancelled, truncated, destroyed, or status:<HTTP status>. */
  outcome: string;
  ms?: number;
};

/** A recording that was given for transcription: its size, never its bytes. */
export type TranscriptionEntry = Stamp & {
  model: unknown;
  bytes: number | null;
  filename: string | null;
  params: Json;
  /** As for the model. */
  outcome: string;
  ms?: number;
};

export type TypingEntry = Stamp & {
  body: unknown;
  /** The contact or group, where it is known. */
  to: string | null;
  typing: number | null;
  /** Whether the conversation was marked as read. */
  read: boolean;
  outcome: 'accepted' | 'refused';
  code?: number;
};

type Entry<T> = Omit<T, keyof Stamp>;

/** What was asked of the emulator and what it did, in order. One sequence numbers all the lists. */
export class Journal {
  sends: SendEntry[] = [];
  messages: MessageEntry[] = [];
  typing: TypingEntry[] = [];
  webhooks: WebhookEntry[] = [];
  model: ModelEntry[] = [];
  transcriptions: TranscriptionEntry[] = [];
  #seq = 0;
  /** A status look-up must not become slower as the journal grows. */
  readonly #sendById = new Map<string, SendEntry>();

  addSend(entry: Entry<SendEntry>): SendEntry {
    const added = this.#add(this.sends, entry);
    if (added.message_id) this.#sendById.set(added.message_id, added);
    return added;
  }

  addMessage(entry: Entry<MessageEntry>): MessageEntry {
    return this.#add(this.messages, entry);
  }

  addTyping(entry: Entry<TypingEntry>): TypingEntry {
    return this.#add(this.typing, entry);
  }

  addWebhook(entry: Entry<WebhookEntry>): WebhookEntry {
    return this.#add(this.webhooks, entry);
  }

  addModel(entry: Entry<ModelEntry>): ModelEntry {
    return this.#add(this.model, entry);
  }

  addTranscription(entry: Entry<TranscriptionEntry>): TranscriptionEntry {
    return this.#add(this.transcriptions, entry);
  }

  get seq(): number {
    return this.#seq;
  }

  findSend(messageId: string): SendEntry | undefined {
    return this.#sendById.get(messageId);
  }

  /** Entries after `seq`. Those already read may have changed since: an outcome or answer is filled in late. */
  since(seq: number): Json {
    const after = <T extends Stamp>(list: T[]): T[] => (seq > 0 ? list.filter((e) => e.seq > seq) : list);
    return {
      seq: this.#seq,
      sends: after(this.sends),
      messages: after(this.messages),
      typing: after(this.typing),
      webhooks: after(this.webhooks),
      model: after(this.model),
      transcriptions: after(this.transcriptions),
    };
  }

  /** The sequence goes on, so that a reader's `since` stays valid. */
  clear(): void {
    this.sends = [];
    this.messages = [];
    this.typing = [];
    this.webhooks = [];
    this.model = [];
    this.transcriptions = [];
    this.#sendById.clear();
  }

  #add<T extends Stamp>(list: T[], entry: Entry<T>): T {
    const added = { seq: ++this.#seq, at: Date.now(), ...entry } as T;
    list.push(added);
    return added;
  }
}
