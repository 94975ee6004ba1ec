import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JOURNAL_FILE, RECORD_FILE, type Conversation, type RunRecord, type Text } from '../record.ts';
import type { Journal, SendEntry, WebhookEntry } from './journal.ts';
import { readRows, type MessageRow, type OutboxRow, type Rows } from './rows.ts';

/** A send that Loop took: the person has it on the phone. */
export interface Delivered {
  seq: number;
  at: number;
  to: string;
  text: string;
  /** The outbox row that it was made from; null when it names none. */
  row: OutboxRow | null;
  tokens: string[];
}

const TOKEN = /c\d\dn\d{4}/g;

export const tokensIn = (text: string): string[] => text.match(TOKEN) ?? [];

/** Everything a check may look at: what was said, what is stored, what has left, what was logged. */
export class Evidence {
  readonly record: RunRecord;
  readonly rows: Rows;
  readonly journal: Journal;
  readonly logs: { file: string; text: string }[];
  /** In the order in which Loop took them. */
  readonly delivered: Delivered[];
  /** Inbound texts that were answered 200, by Loop's message id: when the first of those answers came. */
  readonly acknowledged = new Map<string, number>();
  readonly texts: Map<string, Text>;
  readonly conversations: Map<string, Conversation>;
  /** Stored texts of people, by Loop's message id. */
  readonly stored: Map<string, MessageRow[]>;
  /** Conversations of the run, by the key that the store has for them. */
  readonly nameOf: Map<string, string>;

  constructor(record: RunRecord, rows: Rows, journal: Journal, logs: Evidence['logs']) {
    this.record = record;
    this.rows = rows;
    this.journal = journal;
    this.logs = logs;
    const outbox = new Map(rows.outbox.map((row) => [row.id, row]));
    this.delivered = journal.sends
      .filter(({ outcome }) => outcome === 'accepted')
      .map((send) => delivered(send, outbox.get(outboxId(send) ?? '') ?? null));
    for (const entry of journal.webhooks) if (isAcknowledgedText(entry)) this.acknowledge(entry);
    this.texts = new Map(record.written.map((text) => [text.id, text]));
    this.conversations = new Map(
      record.conversations.map((conversation) => [conversation.name, conversation]),
    );
    this.stored = Map.groupBy(
      rows.messages.filter(({ direction }) => direction === 'in'),
      ({ external_id: id }) => id ?? '',
    );
    const byTarget = new Map(record.conversations.map(({ to, name }) => [to, name]));
    this.nameOf = new Map(
      rows.conversations.map(({ conversation_id: key, target }) => [key, byTarget.get(target ?? '') ?? key]),
    );
  }

  /** Reads what a run has left in its folder. */
  static read(folder: string): Evidence {
    const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const logs = readdirSync(folder)
      .filter((file) => file.endsWith('.log'))
      .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
    const record = read(RECORD_FILE) as RunRecord;
    return new Evidence(record, readRows(record.store, folder), read(JOURNAL_FILE) as Journal, logs);
  }

  private acknowledge({ message_id: id, at }: WebhookEntry): void {
    if (id !== null) this.acknowledged.set(id, Math.min(at, this.acknowledged.get(id) ?? Infinity));
  }
}

function isAcknowledgedText({ event, http_status: status }: WebhookEntry): boolean {
  return event === 'message_inbound' && status === 200;
}

function delivered({ seq, at, to, body }: SendEntry, row: OutboxRow | null): Delivered {
  const text = body.text ?? '';
  return { seq, at, to: to ?? '', text, row, tokens: tokensIn(text) };
}

function outboxId({ body }: SendEntry): string | undefined {
  try {
    return (JSON.parse(body.passthrough ?? '') as { chip?: string }).chip;
  } catch {
    return undefined;
  }
}
