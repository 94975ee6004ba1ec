import { setTimeout as delay } from 'node:timers/promises';
import type { Replica } from './replica.ts';
import { GRACE_MS } from './scale.ts';
import type { World } from './worlds/world.ts';

const POLL_MS = 200;
const LONGEST_MS = 5 * GRACE_MS;

/**
 * A time in which no server is struck. A grace begins anew with each start of a server, so where each lives for less
 * than that nothing is ever sent again, and what has been open for longer than Loop's first retries waits for minutes,
 * as promised. So now and then the servers are let be until the sends from before are settled.
 */
export class Calm {
  private readonly world: World;
  private readonly replicas: readonly Replica[];
  private running: Promise<void> | undefined;

  constructor(world: World, replicas: readonly Replica[]) {
    this.world = world;
    this.replicas = replicas;
  }

  /** True while it lasts. */
  get reigns(): boolean {
    return this.running !== undefined;
  }

  begin(over: AbortSignal): void {
    this.running ??= this.last(over).finally(() => (this.running = undefined));
  }

  /** Resolves when no calm lasts, at once where there is none. */
  async ended(): Promise<void> {
    await this.running;
  }

  private async last(over: AbortSignal): Promise<void> {
    const from = Date.now();
    const goesOn = (): boolean => !over.aborted && Date.now() - from < LONGEST_MS;
    while (goesOn() && !(await this.allReady())) await delay(POLL_MS);
    await delay(GRACE_MS, undefined, { signal: over }).catch(() => undefined);
    while (goesOn() && (await this.world.unsettled(from)) !== 0) await delay(POLL_MS);
  }

  private async allReady(): Promise<boolean> {
    return (await Promise.all(this.replicas.map((replica) => replica.ready()))).every(Boolean);
  }
}
