import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { readAlertTarget, type AlertTarget } from '../config/alert-target.variable.ts';
import { ChipConfig } from '../config/chip.config.ts';
import { AdapterRegistry } from '../conversation/adapter.registry.ts';
import { ConversationStore } from '../conversation/conversation.store.ts';

const POST_BUDGET_MS = 10_000;
/** An alarm that comes hours late is none. */
const TTL_MS = 2 * 3_600_000;

export interface AlarmMessage {
  kind: string;
  state: 'raised' | 'ended' | 'weekly';
  text: string;
  /** For an address: fields beside the text. */
  data?: object;
  /** For a contact: told again under this origin it is told once. */
  once?: string;
}

/** Brings an alarm to the human that ALERT_TARGET names. */
@Injectable()
export class AlarmMessenger {
  readonly target: AlertTarget | undefined;

  constructor(
    config: ChipConfig,
    private readonly store: ConversationStore,
    private readonly adapters: AdapterRegistry,
  ) {
    this.target = config.ALERT_TARGET === undefined ? undefined : readAlertTarget(config.ALERT_TARGET);
  }

  /**
   * Rejects when it certainly has not arrived, or may not have.
   * @param broken channels that send nothing at the moment
   */
  async tell(message: AlarmMessage, broken: ReadonlySet<string>): Promise<void> {
    const { target } = this;
    if (target?.kind === 'webhook') await post(target.url, message);
    else if (target) await this.text(target.contact, this.channelFor(target.channel, broken), message);
  }

  /** The wished channel as long as it works, else any that does, else the wished one: it may work again in a minute. */
  private channelFor(wished: string | null, broken: ReadonlySet<string>): string {
    const all = this.adapters.channels();
    const inOrder = wished === null ? all : [wished, ...all.filter((channel) => channel !== wished)];
    const channel = inOrder.find((one) => all.includes(one) && !broken.has(one)) ?? inOrder[0];
    if (channel === undefined) throw new Error('there is no channel for ALERT_TARGET');
    return channel;
  }

  private async text(contact: string, channel: string, { text, once }: AlarmMessage): Promise<void> {
    const conversation = { key: contact, kind: 'person' as const, target: contact, externalId: contact };
    const origin = once ?? `notice:alarm:${randomUUID()}`;
    await this.store.watch.sendNotice({ channel, conversation, origin, text, ttlMs: TTL_MS });
  }
}

/** `text` is what Slack and most others show, `content` what Discord does. */
async function post(url: string, { kind, state, text, data }: AlarmMessage): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text, content: text, kind, state, ...data }),
    redirect: 'manual',
    signal: AbortSignal.timeout(POST_BUDGET_MS),
  });
  await response.body?.cancel();
  // The address is a secret, and an error of fetch may quote it; a status does not.
  if (!response.ok) throw new Error(`ALERT_TARGET answered ${response.status}`);
}
