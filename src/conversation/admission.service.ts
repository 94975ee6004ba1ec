import { Injectable, Logger } from '@nestjs/common';
import { ChipConfig } from '../config/chip.config.ts';
import { Signals } from '../observability/signals.ts';
import { addressesChip } from './addresses-chip.ts';
import type { Admission, FixedTexts, GroupPolicy, GroupReply } from './admission.ts';
import type { ChannelEvent, InboundMessage } from './channel-event.ts';
import { CONSENT_TEXTS, consentWord } from './consent/consent.ts';
import { ConversationEvents } from './conversation.events.ts';
import { ConversationStore } from './conversation.store.ts';
import { ReachWatch } from './deliveries/reach.watch.ts';
import { within } from './time-limit.ts';

/** P1: stored within this time, or the sender is told to come again. A third of Loop's own 15 s. */
const ADMIT_BUDGET_MS = 5000;

/** How long a reply may wait to be sent. A day later it would answer a question that nobody remembers. */
export const OUTBOX_TTL_MS = 24 * 3_600_000;

/** Nobody reads and answers eight texts in a row within three seconds each, or with the same words. */
const BOT_LOOP = { times: 8, withinMs: 3000, pauseMs: 3_600_000 };

const TEXTS: FixedTexts = {
  ...CONSENT_TEXTS,
  flood: 'That is more than I can read at once. I will answer what I have; please send the rest after that.',
  'bot-loop':
    'Your texts look like automatic replies to me, so I will be quiet for an hour. If you are a person: sorry, text me again after that.',
  // Says what is done with what is not meant for Chip: a group may want to know that it is listened to.
  'welcome-group':
    "Hi, I'm Chip, the guide of the Alabama tech community. I read along here and answer when you say my name or reply to me. STOP keeps me quiet in this group.",
  'welcome-opt-in':
    "Welcome! I'm Chip, the guide of the Alabama tech community. Ask me about people, groups, events, learning and work in tech. Text HELP for help and STOP to get no more texts.",
};

/** Journey step 4: one event in, stored for good, and whoever has to act on it woken. */
@Injectable()
export class AdmissionService {
  private readonly logger = new Logger(AdmissionService.name);
  private readonly policies: ReadonlyMap<string, GroupPolicy>;

  constructor(
    private readonly store: ConversationStore,
    private readonly config: ChipConfig,
    private readonly events: ConversationEvents,
    private readonly reach: ReachWatch,
    private readonly signals: Signals,
  ) {
    this.policies = new Map(config.GROUP_REPLY_OVERRIDES.map(readOverride));
  }

  /**
   * Stores one event. Rejects when that cannot be proved within 5 s; it may have been stored all the same, and the
   * sender's next try is then a duplicate.
   * @param raw the cleaned body, kept beside what was understood of it
   * @param occurredAt see `AdmitInput`
   */
  async admit(channel: string, event: ChannelEvent, raw: unknown, occurredAt?: number): Promise<Admission> {
    const { config } = this;
    const stored = within(
      ADMIT_BUDGET_MS,
      this.store.admit({
        channel,
        event,
        raw,
        occurredAt,
        consent:
          (event.kind === 'message' && (event.answeredAs ?? consentWord(event.text, isGroup(event)))) || null,
        answered: event.kind === 'message' && event.answeredAs !== undefined,
        texts: TEXTS,
        group: this.groupReply(event),
        botLoop: config.BOT_LOOP_BREAKER ? BOT_LOOP : null,
        unansweredLimit: config.LIMIT_UNANSWERED,
        quietMs: config.REPLY_QUIET_MS,
        maxWaitMs: config.REPLY_MAX_WAIT_MS,
        outboxTtlMs: OUTBOX_TTL_MS,
      }),
    );
    const admission = await (event.kind === 'delivery' ? this.reach.keeps(stored) : stored);
    const { conversationId, dueAt, alert } = admission;
    if (conversationId !== null && dueAt !== null) this.events.emit('message', conversationId, dueAt);
    if (admission.outboxChanged) this.events.emit('outbox');
    if (alert) {
      this.logger.error({ alert, conversationId }, 'somebody answers like a machine; paused');
      this.signals.emit('incident', alert);
    }
    return admission;
  }

  private groupReply(event: ChannelEvent): GroupReply | null {
    if (event.kind !== 'message' && event.kind !== 'greeting') return null;
    const { kind, externalId, target } = event.conversation;
    if (kind !== 'group') return null;
    const own = this.policies.get(externalId) ?? this.policies.get(target ?? '');
    const addressed = event.kind === 'message' && addressesChip(event.text);
    return { policy: own ?? this.config.GROUP_REPLY, addressed };
  }
}

const isGroup = ({ conversation }: InboundMessage): boolean => conversation.kind === 'group';

/** `id=policy`; the start has checked that it is one. */
function readOverride(entry: string): [id: string, policy: GroupPolicy] {
  const at = entry.lastIndexOf('=');
  return [entry.slice(0, at).trim(), entry.slice(at + 1) as GroupPolicy];
}
