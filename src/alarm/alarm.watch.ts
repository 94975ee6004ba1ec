import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { BacklogReader } from '../conversation/backlog.reader.ts';
import { ConversationStore } from '../conversation/conversation.store.ts';
import { sleep, within } from '../conversation/time-limit.ts';
import { Signals } from '../observability/signals.ts';
import { AlarmConditions } from './alarm.conditions.ts';
import { AlarmMessenger, type AlarmMessage } from './alarm.messenger.ts';
import { alarmText, allClearText } from './alarm.texts.ts';

export interface AlarmPeriods {
  /** How often it is looked what is wrong; a signal is looked at at once. */
  checkMs: number;
  repeatMs: number;
  /** Longer than some checks: each server that finds something wrong keeps it up by looking again. */
  quietMs: number;
  /** Telling takes 10 s at most. */
  leaseMs: number;
}

export const ALARM_PERIODS = Symbol('ALARM_PERIODS');

export const USUAL_PERIODS: AlarmPeriods = {
  checkMs: 10_000,
  repeatMs: 3_600_000,
  quietMs: 60_000,
  leaseMs: 30_000,
};

const STOP_GRACE_MS = 500;

/**
 * Tells a human what Chip cannot mend himself: of all servers one, once an hour while it lasts, and once when it is over.
 * Does nothing without ALERT_TARGET; the log has it all anyway.
 */
@Injectable()
export class AlarmWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(AlarmWatch.name);
  private readonly conditions = new AlarmConditions();
  private readonly stop = new AbortController();
  private nudge = new AbortController();
  private watching: Promise<void> | undefined;

  constructor(
    private readonly signals: Signals,
    private readonly backlog: BacklogReader,
    private readonly store: ConversationStore,
    private readonly messenger: AlarmMessenger,
    @Inject(ALARM_PERIODS) private readonly periods: AlarmPeriods,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.messenger.target) return;
    const { signals, conditions } = this;
    const after = (change: () => void): void => {
      const before = conditions.current().join();
      change();
      if (conditions.current().join() !== before) this.nudge.abort();
    };
    signals.on('send', (send) => after(() => conditions.sent(send)));
    signals.on('breaker', (channel, open) => after(() => conditions.breaker(channel, open)));
    signals.on('modelCall', (call) => after(() => conditions.asked(call)));
    signals.on('limited', (kind) => after(() => conditions.limited(kind)));
    signals.on('incident', (kind) => after(() => conditions.happened(kind)));
    this.watching = this.watch();
  }

  /** Channels that send nothing at the moment, as this server sees it. */
  broken(): ReadonlySet<string> {
    return this.conditions.broken();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await within(STOP_GRACE_MS, Promise.resolve(this.watching)).catch(() => undefined);
  }

  private async watch(): Promise<void> {
    while (!this.stop.signal.aborted) {
      this.nudge = new AbortController();
      await this.check().catch((error: unknown) =>
        // The kind of failure only: what fetch says may quote the address.
        this.logger.error({ reason: reasonOf(error) }, 'an alarm could not be told; trying again'),
      );
      await sleep(this.periods.checkMs, AbortSignal.any([this.nudge.signal, this.stop.signal]));
    }
  }

  /** One look at everything. Rejects when the store or the target does not answer; the next look tries again. */
  private async check(): Promise<void> {
    const { repeatMs, quietMs, leaseMs } = this.periods;
    const backlog = await this.backlog.read();
    if (backlog) this.conditions.counted(backlog);
    for (const kind of this.conditions.current()) {
      const claimId = randomUUID();
      const alarm = { kind, claimId, repeatMs, leaseMs };
      if (!(await this.store.watch.raiseAlarm(alarm))) continue;
      await this.tell({ kind, state: 'raised', text: alarmText(kind) });
      await this.store.watch.alarmTold({ kind, claimId, ended: false });
    }
    const claimId = randomUUID();
    const kind = await this.store.watch.claimEndedAlarm({ claimId, quietMs, leaseMs });
    if (kind === null) return;
    await this.tell({ kind, state: 'ended', text: allClearText(kind) });
    await this.store.watch.alarmTold({ kind, claimId, ended: true });
  }

  private async tell(message: AlarmMessage): Promise<void> {
    await this.messenger.tell(message, this.broken());
    this.logger.warn({ alarm: message.kind, state: message.state }, 'a human was told');
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return error.message.startsWith('ALERT_TARGET') ? error.message : error.name;
}
