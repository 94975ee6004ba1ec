import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../emulator/random.ts';
import type { Adversary, Victims } from './adversary.ts';
import { Calm } from './calm.ts';
import type { Blow } from './record.ts';
import type { Replica } from './replica.ts';
import type { Fate, StormPlan } from './storm.ts';
import type { StoreFault } from './worlds/world.ts';

const POLL_MS = 500;

/** Carries out a plan: strikes servers, far ends and store until its time is over, and puts everything right. */
export class Nemesis implements Adversary {
  readonly blows: Blow[] = [];
  private readonly victims: Victims;
  private readonly plan: StormPlan;
  private readonly random: Random;
  private readonly enough: (blows: readonly Blow[]) => Promise<boolean>;
  private readonly over = new AbortController();
  private readonly calm: Calm;
  private startedAt = 0;

  /**
   * @param random for what the store's own faults draw
   * @param enough whether the run may end when its time is over
   */
  constructor(victims: Victims, plan: StormPlan, random: Random, enough: Nemesis['enough']) {
    this.victims = victims;
    this.plan = plan;
    this.random = random;
    this.enough = enough;
    this.calm = new Calm(victims.world, victims.replicas);
  }

  async run(): Promise<void> {
    this.startedAt = Date.now();
    const { far, replicas, world } = this.victims;
    try {
      await Promise.all([
        this.endInTime(),
        this.changeWeather(),
        this.keepCalm(),
        ...replicas.map((replica) => this.haunt(replica)),
        ...world.faults.map((fault) => this.strikeStore(fault)),
      ]);
    } finally {
      // Also where one of them has failed: the others would go on for ever.
      this.over.abort();
    }
    await far.control('PUT', 'faults', {});
  }

  private async endInTime(): Promise<void> {
    await delay(this.plan.forMs);
    const until = this.startedAt + this.plan.mostMs;
    while (Date.now() < until && !(await this.enough(this.blows))) await delay(POLL_MS);
    this.over.abort();
  }

  private async haunt(replica: Replica): Promise<void> {
    const fates = this.plan.fates[replica.number] ?? [];
    for (let life = 0; !this.isOver; life++) {
      await this.calm.ended();
      const fate = fates[life % fates.length];
      if (!fate || this.isOver) return;
      if (fate.kind !== 'kill-at-start' && !(await replica.ready())) continue;
      if (!(await this.sleep(fate.afterMs)) || this.calm.reigns) continue;
      await this.strike(replica, fate);
    }
  }

  private async strike(replica: Replica, fate: Fate): Promise<void> {
    const { number } = replica;
    switch (fate.kind) {
      case 'kill':
      case 'kill-at-start':
        if (replica.kill('SIGKILL')) this.note({ kind: fate.kind, replica: number });
        await replica.hasEnded(5000);
        return;
      case 'pause':
        this.note({ kind: 'pause', replica: number, ms: Math.round(fate.forMs) });
        return replica.pause(fate.forMs);
      case 'terminate':
        if (!replica.kill('SIGTERM')) return;
        this.note({ kind: 'terminate', replica: number, ms: fate.killAfterMs });
        if (!(await replica.hasEnded(fate.killAfterMs)) && replica.kill('SIGKILL'))
          this.note({ kind: 'kill', replica: number });
        await replica.hasEnded(5000);
        return;
      default:
        return fate satisfies never;
    }
  }

  private async changeWeather(): Promise<void> {
    for (const { atMs, faults } of this.plan.weather) {
      if (!(await this.sleep(this.startedAt + atMs - Date.now()))) return;
      await this.victims.far.control('PUT', 'faults', faults);
    }
  }

  private async keepCalm(): Promise<void> {
    for (const afterMs of this.plan.calms) {
      if (!(await this.sleep(afterMs))) return;
      this.calm.begin(this.over.signal);
      await this.calm.ended();
    }
  }

  private async strikeStore(fault: StoreFault): Promise<void> {
    const [from, to] = fault.everyMs;
    while (await this.sleep(this.random.between(from, to))) {
      if (this.calm.reigns) continue;
      this.note({ kind: fault.kind });
      await fault.strike(this.random);
    }
  }

  private note(blow: Omit<Blow, 'at'>): void {
    this.blows.push({ at: Date.now(), ...blow });
  }

  private get isOver(): boolean {
    return this.over.signal.aborted;
  }

  /** False when the time was over before. */
  private async sleep(ms: number): Promise<boolean> {
    await delay(Math.max(0, ms), undefined, { signal: this.over.signal }).catch(() => undefined);
    return !this.isOver;
  }
}
