import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Seconds: from a durable write of some milliseconds to a reply that waited out a failure. */
const STAGE_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 60, 300];

/**
 * Everything that can be measured of this process, under the names of docs/monitoring.md. Labels are channels, models,
 * stages and outcomes: nothing that grows with the number of people, and nothing that says who somebody is.
 */
@Injectable()
export class MetricsRegistry {
  readonly registry = new Registry();

  readonly webhooks = this.counter('chip_webhooks_total', 'Webhooks by channel and by what became of them', [
    'channel',
    'outcome',
  ]);
  readonly turns = this.counter('chip_turns_total', 'Turns by how they ended', ['outcome']);
  readonly sends = this.counter('chip_sends_total', 'Tries to send a text, by channel and outcome', [
    'channel',
    'outcome',
  ]);
  readonly stages = new Histogram({
    name: 'chip_stage_seconds',
    help: 'How long a stage of a message took: admit, wait, model, commit, send, total',
    labelNames: ['stage'],
    buckets: STAGE_BUCKETS,
    registers: [this.registry],
  });
  readonly modelCalls = this.counter('chip_model_calls_total', 'Requests to a model by outcome', [
    'model',
    'outcome',
  ]);
  readonly modelTokens = this.counter('chip_model_tokens_total', 'Tokens that were billed', [
    'model',
    'kind',
  ]);
  readonly modelUsd = this.counter('chip_model_usd_total', 'US dollars, by the configured prices', ['model']);
  readonly breakers = new Gauge({
    name: 'chip_breaker_open',
    help: '1 while sends on a channel are held back because its far end is down',
    labelNames: ['channel'],
    registers: [this.registry],
  });

  constructor() {
    // Event-loop delay, memory, garbage collection, file descriptors.
    collectDefaultMetrics({ register: this.registry });
  }

  /** Records a stage. Nothing for one that did not happen. */
  observe(stage: string, ms: number | undefined): void {
    if (ms !== undefined) this.stages.observe({ stage }, ms / 1000);
  }

  private counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }
}
