import { Module, type OnModuleInit } from '@nestjs/common';
import { JobRegistry } from '../conversation/jobs/job.registry.ts';
import { AlarmMessenger } from './alarm.messenger.ts';
import { ALARM_PERIODS, AlarmWatch, USUAL_PERIODS } from './alarm.watch.ts';
import { DigestJob } from './digest.job.ts';

/** Alarms that reach a human (`ALERT_TARGET`), and a digest of each week. */
@Module({
  providers: [AlarmMessenger, { provide: ALARM_PERIODS, useValue: USUAL_PERIODS }, AlarmWatch, DigestJob],
})
export class AlarmModule implements OnModuleInit {
  constructor(
    private readonly messenger: AlarmMessenger,
    private readonly digest: DigestJob,
    private readonly jobs: JobRegistry,
  ) {}

  onModuleInit(): void {
    if (this.messenger.target) this.jobs.register(this.digest);
  }
}
