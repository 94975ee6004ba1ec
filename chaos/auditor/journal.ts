/** What the auditor reads of the emulator's journal (see `emulator/README.md`). */
export interface Journal {
  sends: SendEntry[];
  webhooks: WebhookEntry[];
  model: ModelEntry[];
}

export interface SendEntry {
  seq: number;
  at: number;
  to: string | null;
  body: { text?: string; passthrough?: string };
  outcome: string;
  answer: string;
}

export interface WebhookEntry {
  seq: number;
  /** When the attempt ended; it began `ms` earlier. */
  at: number;
  ms: number;
  webhook_id: string | null;
  event: string | null;
  message_id: string | null;
  copy: number;
  attempt: number;
  http_status: number | null;
}

export interface ModelEntry {
  messages: { content: unknown }[];
  outcome: string;
}
