import { Module } from '@nestjs/common';
import { AlarmMessenger } from './alarm.messenger.ts';
import { ALARM_PERIODS, AlarmWatch, USUAL_PERIODS } from './alarm.watch.ts';

/** Alarms that reach a human (`ALERT_TARGET`). */
@Module({ providers: [AlarmMessenger, { provide: ALARM_PERIODS, useValue: USUAL_PERIODS }, AlarmWatch] })
export class AlarmModule {}
