import { Injectable } from '@nestjs/common';
import { Signals } from '../observability/signals.ts';
import { MetricsRegistry } from './metrics.registry.ts';

/** Replies whose way is followed. More than are ever under way at once; the oldest are forgotten. */
const MOST_FOLLOWED = 10_000;

/** Counts what the process tells of itself. */
@Injectable()
export class SignalMetrics {
  /** When the oldest text came that a reply answers, on this process's monotonic clock, by conversation and origin. */
  private readonly received = new Map<string, number>();

  constructor(signals: Signals, metrics: MetricsRegistry) {
    signals.on('admitted', ({ channel, outcome, ms }) => {
      metrics.webhooks.inc({ channel, outcome });
      metrics.observe('admit', ms);
    });
    signals.on('turn', ({ conversationId, fence, outcome, waitMs, modelMs, commitMs }) => {
      if (outcome === 'committed') {
        const age = (waitMs ?? 0) + (modelMs ?? 0) + (commitMs ?? 0);
        this.follow(`${conversationId} turn:${fence}`, performance.now() - age);
      }
      metrics.turns.inc({ outcome });
      metrics.observe('wait', waitMs);
      metrics.observe('model', modelMs);
      metrics.observe('commit', commitMs);
    });
    signals.on('limited', (kind) => metrics.turns.inc({ outcome: `limited-${kind}` }));
    signals.on('send', ({ conversationId, origin, channel, outcome, ms }) => {
      metrics.sends.inc({ channel, outcome });
      metrics.observe('send', ms);
      if (outcome === 'sent') metrics.observe('total', this.arrived(`${conversationId} ${origin}`));
    });
    signals.on('breaker', (channel, open) => metrics.breakers.set({ channel }, open ? 1 : 0));
    signals.on('modelCall', ({ model, outcome, ...call }) => {
      metrics.modelCalls.inc({ model, outcome });
      metrics.modelTokens.inc({ model, kind: 'prompt' }, call.promptTokens);
      metrics.modelTokens.inc({ model, kind: 'completion' }, call.completionTokens);
      metrics.modelTokens.inc({ model, kind: 'cached' }, call.cachedTokens);
      metrics.modelUsd.inc({ model }, call.costUsd);
    });
  }
  private follow(reply: string, receivedAt: number): void {
    this.received.set(reply, receivedAt);
    const [oldest] = this.received.keys();
    if (this.received.size > MOST_FOLLOWED && oldest !== undefined) this.received.delete(oldest);
  }

  /** Milliseconds that a reply took from text to send, for its first part. */
  private arrived(reply: string): number | undefined {
    const receivedAt = this.received.get(reply);
    this.received.delete(reply);
    return receivedAt === undefined ? undefined : performance.now() - receivedAt;
  }
}
