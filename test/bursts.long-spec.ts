import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { phone, said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { House } from './support/house.ts';
import { v1 } from './support/payloads.ts';

let far: FarEnd;
let house: House;

beforeAll(async () => {
  far = await FarEnd.start();
  house = await House.open({ ...far.env(), REPLY_QUIET_MS: '1000', REPLY_MAX_WAIT_MS: '3000' });
});
afterAll(async () => {
  await house.close();
  await far.stop();
});

const numbered = (count: number, what: string) =>
  Array.from({ length: count }, (_, n) => said(`${what}-${n}.`));

/** Every text stands in the replies to somebody once, and in no other. How many replies there are. */
async function answeredOnce(contact: string, texts: string[]): Promise<number> {
  await until(async () => {
    const all = (await far.textsTo(contact)).join('\n');
    return texts.every((text) => all.includes(text));
  }, 60_000);
  const replies = await far.textsTo(contact);
  for (const text of texts) expect(replies.join('\n').split(text)).toHaveLength(2);
  return replies.length;
}

describe('texts of one person at once', () => {
  it.each([
    [1, 1],
    [2, 2],
    [10, 4],
    [100, 10],
  ])(
    '%i of them are answered once each, in %i replies at most',
    async (count, most) => {
      const contact = phone(count % 97);
      const texts = numbered(count, `burst-${count}`);
      await Promise.all(texts.map((text) => house.post(v1(contact, text)).expect(200)));
      // One reply on an idle machine. On a busy one the last of them may come after the first turn has begun.
      expect(await answeredOnce(contact, texts)).toBeLessThanOrEqual(most);
    },
    90_000,
  );
});

describe('a drip of texts that never pauses for long enough', () => {
  it('is answered while it goes on, and each text once', async () => {
    const contact = phone(98);
    const texts: string[] = [];
    const drip = async (): Promise<boolean> => {
      const text = said(`drip-${texts.length}.`);
      texts.push(text);
      await house.post(v1(contact, text)).expect(200);
      await delay(200);
      return (await far.textsTo(contact)).length >= 2;
    };
    await until(drip, 60_000);
    expect(texts.length).toBeGreaterThan(2);
    await answeredOnce(contact, texts);
  }, 150_000);
});

describe('a text that comes while the model thinks', () => {
  it('is answered once, at whatever moment it comes', async () => {
    const instants = [100, 1500, 3000, 4500, 4990];
    await far.faults({ model: { delayMs: 5000 } });
    await Promise.all(
      instants.map(async (instant, n) => {
        const contact = phone(60 + n);
        const texts = [said(`first-${n}.`), said(`second-${n}.`)];
        await house.post(v1(contact, texts[0] ?? '')).expect(200);
        await until(
          async () => (await far.modelCalls()).some((call) => call.includes(texts[0] ?? '')),
          30_000,
        );
        await delay(instant);
        await house.post(v1(contact, texts[1] ?? '')).expect(200);
        expect(await answeredOnce(contact, texts)).toBeLessThanOrEqual(2);
      }),
    );
  }, 150_000);
});
