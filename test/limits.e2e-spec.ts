import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { phone, said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { House } from './support/house.ts';
import { v1 } from './support/payloads.ts';

let far: FarEnd;
beforeAll(async () => {
  far = await FarEnd.start();
});
afterEach(() => far.faults({}));
afterAll(() => far.stop());

const used = async (house: House): Promise<{ tokensUsed: number; microUsdUsed: number }> =>
  house.store.watch.readBacklog();

describe('limits', () => {
  it('tell whoever writes too fast once, ask no model for the rest, and leave others alone', async () => {
    await House.during({ ...far.env(), LIMIT_TURNS_PER_MINUTE: '2' }, async (house) => {
      const calls = (await far.modelCalls()).length;
      for (const n of [1, 2, 3, 4, 5]) {
        await house.post(v1(phone(70), said(`text ${n}`))).expect(200);
        // The next text has to be a turn of its own.
        await until(async () => (await house.store.watch.readBacklog()).waiting === 0);
      }
      await house.post(v1(phone(71), said('somebody else'))).expect(200);
      expect(await far.sent(phone(71))).toEqual([`Heard: ${said('somebody else')}`]);
      expect(await far.sent(phone(70), 3)).toEqual([
        `Heard: ${said('text 1')}`,
        `Heard: ${said('text 2')}`,
        expect.stringMatching(/Give me a minute/),
      ]);
      expect((await far.modelCalls()).length - calls).toBe(3);
    });
  });

  it('reserve the worst case of a turn and settle it to what was used', async () => {
    await House.during(far.env(), async (house) => {
      await far.faults({ model: { script: [{ delayMs: 1500 }] } });
      await house.post(v1(phone(72), said('how much?'))).expect(200);
      const reserved = await until(async () => {
        const now = await used(house);
        return now.tokensUsed > 0 && now;
      });
      // Six full requests, but no more than a quarter of what one person has a day.
      expect(reserved.tokensUsed).toBe(50_000);
      await far.sent(phone(72));
      const settled = await until(async () => {
        const now = await used(house);
        return now.tokensUsed < reserved.tokensUsed && now;
      });
      expect(settled.tokensUsed).toBeGreaterThan(100);
      expect(settled.microUsdUsed).toBeGreaterThan(0);
      expect(settled.microUsdUsed).toBeLessThan(reserved.microUsdUsed);
    });
  });

  it('count a draft that was thrown away because a newer text came', async () => {
    await House.during({ ...far.env(), REPLY_QUIET_MS: '20' }, async (house) => {
      const once = async (contact: string, texts: string[]): Promise<number> => {
        const before = await used(house);
        for (const text of texts) {
          const calls = (await far.modelCalls()).length;
          await house.post(v1(contact, text)).expect(200);
          await until(async () => (await far.modelCalls()).length > calls);
        }
        await far.sent(contact);
        const after = await until(async () => {
          const { tokensUsed } = await used(house);
          return tokensUsed - before.tokensUsed < 50_000 && { tokensUsed };
        });
        return after.tokensUsed - before.tokensUsed;
      };
      const plain = await once(phone(73), [said('one')]);
      await far.faults({ model: { script: [{ delayMs: 4000 }] } });
      // The request that was cut off is counted at its prompt and the longest answer it might have got.
      expect(await once(phone(74), [said('one'), said('two')])).toBeGreaterThan(plain + 1024);
    });
  });

  it('say so when a question takes more than a turn may, and do not try it for an hour', async () => {
    // A quarter of it is less than one request takes.
    await House.during({ ...far.env(), LIMIT_TOKENS_PER_DAY: '2000' }, async (house) => {
      await house.post(v1(phone(75), said('a lot'))).expect(200);
      const dead = await until(async () => (await house.store.operator.listDead(10))[0]);
      expect(dead).toMatchObject({ kind: 'text', errorCode: 'budget' });
      expect(await far.sent(phone(75))).toEqual([
        expect.stringMatching(/more than I can work out in one go/),
      ]);
    });
  });

  it('answer with the cheaper model first when the budget is nearly used up, then rest', async () => {
    const env = { ...far.env(), LIMIT_ALL_TOKENS_PER_DAY: '20000' };
    await House.during(env, async (house) => {
      const models = async (): Promise<unknown[]> => (await far.journal()).model.map(({ model }) => model);
      const before = (await models()).length;
      let rested = false;
      for (let n = 0; n < 40 && !rested; n++) {
        const contact = `budget-${n}@example.com`;
        await house.post(v1(contact, said('spend'))).expect(200);
        rested = (await far.sent(contact)).some((text) => /as much as I may today/.test(text));
      }
      expect(rested).toBe(true);
      expect((await used(house)).tokensUsed).toBeLessThanOrEqual(20_000);
      const asked = (await models()).slice(before);
      expect(asked[0]).toBe('openai/gpt-oss-120b');
      expect(asked.at(-1)).toBe('openai/gpt-oss-20b');
    });
  });
});
