import { Injectable } from '@nestjs/common';
import { ChipConfig } from '../config/chip.config.ts';
import { ConversationStore } from '../conversation/conversation.store.ts';
import type { ClaimedJob } from '../conversation/jobs/job.ts';
import { JobHandler, type JobResult } from '../conversation/jobs/job.handler.ts';
import { at, type Schedule } from '../conversation/jobs/schedule.ts';
import { listGaps } from '../tools/knowledge/gaps.ts';
import { AlarmMessenger } from './alarm.messenger.ts';
import { AlarmWatch } from './alarm.watch.ts';
import { digestText } from './digest.text.ts';
import { topQuestions } from './digest.questions.ts';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

/** Tells whoever ALERT_TARGET names, on Monday morning, how the week was; a week without a text, too: it is a sign of life. */
@Injectable()
export class DigestJob extends JobHandler {
  readonly kind = 'digest';
  override readonly schedule: Schedule;
  override readonly byDay = true;
  override readonly timeoutMs = 30_000;

  constructor(
    { DEFAULT_TIME_ZONE: timeZone }: ChipConfig,
    private readonly store: ConversationStore,
    private readonly messenger: AlarmMessenger,
    private readonly watch: AlarmWatch,
  ) {
    super();
    this.schedule = at({ weekday: 1, time: '09:00', timeZone });
  }

  override async run({ dueAt, now, timeZone }: ClaimedJob): Promise<JobResult> {
    // After weeks without a server, or without ALERT_TARGET, of the last one.
    const until = dueAt + Math.floor(Math.max(0, now - dueAt) / WEEK_MS) * WEEK_MS;
    const since = until - WEEK_MS;
    const [week, all] = await Promise.all([
      this.store.watch.readDigest({ since, until }),
      listGaps(this.store.tools, { now, days: (now - since) / DAY_MS }),
    ]);
    const gaps = { count: all.reduce((sum, { count }) => sum + count, 0), top: topQuestions(all) };
    const { microUsd, ...numbers } = week;
    const digest = { ...numbers, usd: microUsd / 1e6, gaps };
    const span = { since: new Date(since).toISOString(), until: new Date(until).toISOString() };
    await this.messenger.tell(
      {
        kind: this.kind,
        state: 'weekly',
        text: digestText(digest, until, timeZone),
        data: { digest: { ...span, ...digest } },
        once: `notice:${this.kind}:${until}`,
      },
      this.watch.broken(),
    );
    return {};
  }
}
