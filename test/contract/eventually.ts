import { setTimeout as pause } from 'node:timers/promises';

/** Asks again and again until there is an answer. For what becomes true with time: leases, windows, graces. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | null | undefined | false>,
  withinMs = 5000,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`waited ${withinMs} ms in vain for ${what}`);
    await pause(2);
  }
}

/** For tests in which something has to grow older. */
export async function clockReaches(time: number): Promise<void> {
  await eventually('time to pass', async () => Date.now() >= time);
}
