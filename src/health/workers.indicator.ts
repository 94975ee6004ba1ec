import { Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { DeliveryWorker } from '../conversation/deliveries/delivery.worker.ts';
import { JobWorker } from '../conversation/jobs/job.worker.ts';
import { TurnWorker } from '../conversation/turns/turn.worker.ts';

/** The workers ask the store each second, or at least every five; silence for longer than this means that they hang. */
const MAX_SILENCE_MS = 15_000;

/** Ready only while turns, deliveries and jobs are looked for: a server that stores and never answers is not healthy. */
@Injectable()
export class WorkersIndicator {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly turns: TurnWorker,
    private readonly deliveries: DeliveryWorker,
    private readonly jobs: JobWorker,
  ) {}

  check(): HealthIndicatorResult<'workers'> {
    const silent = {
      turns: this.turns.silentMs,
      deliveries: this.deliveries.silentMs,
      jobs: this.jobs.silentMs,
    };
    const indicator = this.indicators.check('workers');
    const late = Math.max(...Object.values(silent)) > MAX_SILENCE_MS;
    return late ? indicator.down({ silentMs: silent }) : indicator.up();
  }
}
