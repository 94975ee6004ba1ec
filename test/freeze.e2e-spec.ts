import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChipProcess } from '../scripts/chip.process.ts';
import { phone, said } from './support/canary.ts';
import { CrashSite } from './support/crash-site.ts';
import { until } from './support/far-end.ts';

let site: CrashSite;
let chip: ChipProcess | undefined;

beforeEach(async () => {
  site = await CrashSite.open();
});
afterEach(async () => {
  if (chip) process.kill(chip.pid, 'SIGCONT');
  await chip?.stop('SIGKILL');
  await site.close();
});

describe('a server that is frozen while it waits for the status of a send', () => {
  it('waits a whole grace once it runs again, and does not send what has arrived', async () => {
    // Loop's memory is not to be had, or it would tell. The status is posted 6 s after the send: with a grace of 4 s
    // that is in time only if the 5 s in which nobody could reach the server are not counted.
    await site.far.faults({ loop: { loseAnswer: 1, odds: { lookup: 1 } } });
    await site.far.control('PUT', 'config', { statusDelayMs: 6000 });
    const server = await site.start();
    chip = server;
    await site.far.inbound({ contact: phone(73), text: said('first') });
    const [lost] = await until(async () => {
      const { sends } = await site.far.journal();
      return sends.some(({ answer }) => answer === 'lost') && sends;
    }, 20_000);
    process.kill(server.pid, 'SIGSTOP');
    // The wait is the fault itself: there is no sooner sign of a frozen process.
    await until(() => Date.now() - (lost?.at ?? 0) > 5000, 10_000);
    process.kill(server.pid, 'SIGCONT');

    // The second reply leaves only when the first is settled.
    await site.far.inbound({ contact: phone(73), text: said('second') });
    const isSecond = (text: string): boolean => text.includes(said('second'));
    await until(async () => (await site.far.textsTo(phone(73))).some(isSecond), 20_000);
    expect(await site.far.textsTo(phone(73))).toEqual([
      `Heard: ${said('first')}`,
      `Heard: ${said('second')}`,
    ]);
  });
});
