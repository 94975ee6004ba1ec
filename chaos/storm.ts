import type { LoopOdds } from '../emulator/odds.ts';
import type { Random } from '../emulator/random.ts';
import { LEASE_MS, LONGEST_PAUSE_MS } from './scale.ts';
import { planWeather, type Weather } from './weather.ts';

/** What is done to one life of a server, counted from its first answer; at its start, from its birth. */
export type Fate =
  | { kind: 'kill' | 'kill-at-start'; afterMs: number }
  | { kind: 'pause'; afterMs: number; forMs: number }
  | { kind: 'terminate'; afterMs: number; killAfterMs: number };

export interface StormPlan {
  /** How the name of a blow begins that ends a server; what may follow it is part of the same end. */
  endsBy: 'kill' | 'terminate';
  /** Of each replica, used one after the other and then again. */
  fates: Fate[][];
  weather: Weather[];
  /** How long there is no calm before each of them: in one no server is struck. */
  calms: number[];
  /** At least so long, and until enough has happened. */
  forMs: number;
  mostMs: number;
}

export interface StormOptions {
  replicas: number;
  seconds: number;
  odds: LoopOdds;
  /** `restarts`: polite ends that become impolite after 0, 1 or 3 s. */
  scenario: 'storm' | 'restarts' | 'points';
}

/** Draws everything that will be done, so that a seed says what a run was. */
export function planStorm(random: Random, { replicas, seconds, odds, scenario }: StormOptions): StormPlan {
  const forMs = seconds * 1000;
  // On a busy machine a server may take seconds to start, and a run as long as its start would be none.
  const mostMs = forMs * 5;
  const [draw, endsBy, calmApartMs] =
    scenario === 'storm'
      ? ([drawFate, 'kill', [5000, 10_000]] as const)
      : ([drawRestart, 'terminate', [15_000, 25_000]] as const);
  const fates = Array.from({ length: replicas }, () => Array.from({ length: 400 }, () => draw(random)));
  return {
    endsBy,
    fates,
    weather: planWeather(random, odds, mostMs),
    calms: planCalms(random, calmApartMs),
    forMs,
    mostMs,
  };
}

/** Killed 0.3 to 1 s after it has answered; one in eight before that, one in seven is frozen for a while instead. */
function drawFate(random: Random): Fate {
  if (random.hits(1 / 8)) return { kind: 'kill-at-start', afterMs: random.between(0, 600) };
  const afterMs = random.between(300, 1000);
  if (random.hits(1 / 7))
    return { kind: 'pause', afterMs, forMs: random.between(LEASE_MS / 5, LONGEST_PAUSE_MS) };
  return { kind: 'kill', afterMs };
}

function drawRestart(random: Random): Fate {
  return { kind: 'terminate', afterMs: random.between(300, 1500), killAfterMs: random.pick([0, 1000, 3000]) };
}

/** Every few seconds. How long each lasts depends on what is open then (see `Calm`). */
function planCalms(random: Random, [from, to]: readonly [number, number]): number[] {
  return Array.from({ length: 400 }, () => random.between(from, to));
}
