/** The first time (epoch ms) behind another one. The same for every server that is asked. */
export type Schedule = (after: number) => number | Promise<number>;

/** A time of day in a time zone, on every day or on one day of the week. */
export interface ClockTime {
  /** `HH:MM`, 24 hours. */
  time: string;
  timeZone: string;
  /** 1 is Monday, 7 is Sunday; every day if there is none. */
  weekday?: number;
}

/** Again and again after so many milliseconds: at multiples of them, so that servers agree. */
export function every(ms: number): Schedule {
  return (after) => (Math.floor(after / ms) + 1) * ms;
}

/** On the wall clock, also when the clocks change. */
export function at(clock: ClockTime): Schedule {
  return async (after) => {
    // Loaded when it is needed: the library is 8 MB in memory.
    const { nextAt } = await import('./local-time.ts');
    return nextAt(after, clock);
  };
}
