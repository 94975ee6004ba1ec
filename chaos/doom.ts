import { fileURLToPath } from 'node:url';
import type { Adversary, Victims } from './adversary.ts';
import type { Blow } from './record.ts';

/** Runs until it comes to its fail point, and dies there. */
export const DOOMED_ENTRY = fileURLToPath(new URL('../test/support/failpoint-main.ts', import.meta.url));

/** Time enough for any step of a text's way to have come five times. */
const PATIENCE_MS = 20_000;
/** So slow that a server can die while it waits for them. */
const SLOW_FAR_ENDS = { model: { delayMs: 150 }, loop: { hangMs: 150 } };

/** One server that dies at a named point, once. Everything else works. */
export class Doom implements Adversary {
  readonly blows: Blow[] = [];
  private readonly victims: Victims;
  private readonly nextEntry: string;

  /** @param nextEntry what runs in the place of the one that died */
  constructor(victims: Victims, nextEntry: string) {
    this.victims = victims;
    this.nextEntry = nextEntry;
  }

  async run(): Promise<void> {
    const [doomed] = this.victims.replicas;
    await this.victims.far.control('PUT', 'faults', SLOW_FAR_ENDS);
    doomed?.isDoomed(this.nextEntry);
    if (await doomed?.hasEnded(PATIENCE_MS)) this.blows.push({ at: Date.now(), kind: 'kill', replica: 0 });
    await this.victims.far.control('PUT', 'faults', {});
  }
}
