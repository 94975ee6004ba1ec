import { setTimeout as delay } from 'node:timers/promises';
import type { FarEnd } from './far-end.ts';
import type { PeoplePlan, PlannedText } from './people.ts';
import type { Conversation, Text } from './record.ts';

const POLL_MS = 100;
/** Longer than any fault: a text that is not heard in that time is the auditor's business. */
const PATIENCE_MS = 60_000;

/** Says everything that is planned, each conversation in its own order, through Loop and its retries. */
export class Writer {
  readonly written: Text[] = [];
  private readonly far: FarEnd;
  private readonly plan: PeoplePlan;
  /** How long the journal was when a word of consent was said: what is asked for is behind that. */
  private readonly saidAt = new Map<string, number>();

  constructor(far: FarEnd, plan: PeoplePlan) {
    this.far = far;
    this.plan = plan;
  }

  /** Resolves when all has been said, which is long before all is heard. */
  async run(): Promise<void> {
    const startedAt = Date.now();
    await Promise.all(
      this.plan.conversations.map(async (who, index) => {
        for (const text of this.plan.texts[index] ?? []) {
          await delay(Math.max(0, startedAt + text.atMs - Date.now()));
          if (text.after !== undefined) await this.acknowledged(text.after);
          await this.say(who, text);
        }
      }),
    );
  }

  private async say(who: Conversation, { atMs: _atMs, after: _after, ...text }: PlannedText): Promise<void> {
    this.written.push(text);
    if (text.kind === 'stop') this.saidAt.set(text.id, (await this.far.webhooksSince(Infinity)).seq);
    await this.far.control('POST', 'inbound', {
      contact: text.contact,
      text: text.text,
      message_id: text.id,
      webhook_id: `webhook-${text.id}`,
      ...(who.kind === 'group' && { group: { id: who.to, name: who.name, participants: who.members } }),
    });
  }

  private async acknowledged(id: string): Promise<void> {
    let since = this.saidAt.get(id) ?? 0;
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await delay(POLL_MS)) {
      const { seq, webhooks } = await this.far.webhooksSince(since);
      if (webhooks.some((entry) => entry.message_id === id && entry.http_status === 200)) return;
      since = seq;
    }
  }
}
