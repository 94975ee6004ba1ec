import type { FarEnd } from './far-end.ts';
import type { Blow } from './record.ts';
import type { Replica } from './replica.ts';
import type { World } from './worlds/world.ts';

/** Whom an adversary may strike. */
export interface Victims {
  far: FarEnd;
  replicas: readonly Replica[];
  world: World;
}

/** Whoever makes things go wrong while people write. */
export interface Adversary {
  /** What was done to processes and to the store. */
  readonly blows: readonly Blow[];
  /** Resolves when the last fault is over and all is put right. */
  run(): Promise<void>;
}
