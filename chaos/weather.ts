import type { LoopFaults, ModelFaults, ModelStep } from '../emulator/faults.ts';
import type { LoopOdds } from '../emulator/odds.ts';
import type { Random } from '../emulator/random.ts';
import { SEND_TIMEOUT_MS } from './scale.ts';

/** What the far ends are like for a while. */
export interface Weather {
  atMs: number;
  name: string;
  faults: { loop: LoopFaults; model: ModelFaults };
}

/** Chance faults of Loop while nothing special is the matter. */
export const USUAL_ODDS: LoopOdds = {
  loseAnswer: 0.03,
  dropRequest: 0.01,
  status: { 500: 0.01, 502: 0.005, 503: 0.02, 429: 0.01 },
  slow: { share: 0.02, ms: SEND_TIMEOUT_MS * 1.2 },
  // Else Loop's memory would hide what the grace is for.
  lookup: 0.5,
  copy: 0.1,
  late: { share: 0.2, ms: 400 },
};

const MODEL_FAILURES: readonly ModelStep[] = [
  { status: 500 },
  { status: 503 },
  { status: 498 },
  { status: 429, retryAfter: 1 },
  { status: 429 },
  { hangMs: 2000 },
  { delayMs: 900 },
  { truncate: true },
  { destroy: true },
  { empty: true },
  { content: 'Hm', finish_reason: 'length' },
];

/** A list that changes every half a second or so, until `forMs`. */
export function planWeather(random: Random, odds: LoopOdds, forMs: number): Weather[] {
  const weather: Weather[] = [];
  for (let atMs = 0; atMs < forMs; atMs += random.between(300, 900)) weather.push(draw(random, odds, atMs));
  return weather;
}

function draw(random: Random, usual: LoopOdds, atMs: number): Weather {
  // In each: without odds the emulator would forget which texts have been struck before.
  const odds = { ...usual, seed: random.whole(0, 2 ** 31) };
  const usualModel = (): ModelFaults => ({
    delayMs: random.whole(10, 120),
    script: steps(random, 60, 0.05),
  });
  switch (random.whole(0, 9)) {
    case 0:
      return { atMs, name: 'Loop is down', faults: loop({ odds, status: { code: 503, times: 'all' } }) };
    case 1:
      return {
        atMs,
        name: 'Loop has too much to do',
        faults: loop({ odds, status: { code: 429, times: 3, retryAfter: 1 } }),
      };
    case 2:
      return {
        atMs,
        name: 'the model is down',
        faults: { loop: { odds }, model: { script: steps(random, 40, 1) } },
      };
    case 3:
      return {
        atMs,
        name: 'the model is slow',
        faults: { loop: { odds }, model: { delayMs: random.whole(300, 900) } },
      };
    case 4:
      return {
        atMs,
        name: 'statuses come before answers',
        faults: loop({ odds, statusWebhooks: 'before-answer' }),
      };
    default:
      return { atMs, name: 'as usual', faults: { loop: { odds }, model: usualModel() } };
  }
  function loop(faults: LoopFaults): Weather['faults'] {
    return { loop: faults, model: usualModel() };
  }
}

function steps(random: Random, count: number, failing: number): ModelStep[] {
  return Array.from({ length: count }, () => (random.hits(failing) ? random.pick(MODEL_FAILURES) : {}));
}
