import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startReceiver, until } from './harness.ts';
import { Odds } from './odds.ts';
import { TestBed } from './test-bed.ts';

const PERSON = '+12025550142';

let bed: TestBed;
beforeAll(async () => {
  bed = await TestBed.start();
});
afterEach(() => bed.reset());
afterAll(() => bed.stop());

const odds = (chances: object): Promise<unknown> => bed.control('PUT', 'faults', { loop: { odds: chances } });

describe('faults by chance', () => {
  it('strike that share of the sends, the same ones with the same seed', () => {
    const draw = (seed: number): number[] => {
      const drawn = new Odds();
      drawn.set({ seed, loseAnswer: 0.1, status: { 503: 0.1 } });
      return Array.from({ length: 2000 }, (_, send) => send).filter((send) => drawn.strike({ send }));
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    expect(draw(1).length / 2000).toBeCloseTo(0.2, 1);
  });

  it('strike the same send once, until the odds are taken back', async () => {
    await odds({ status: { 503: 1 } });
    const statuses = async (text: string): Promise<number[]> => [
      (await bed.send({ contact: PERSON, text })).status,
      (await bed.send({ contact: PERSON, text })).status,
    ];
    expect(await statuses('one')).toEqual([503, 200]);
    await odds({ status: { 500: 1 } });
    expect(await statuses('one')).toEqual([200, 200]);
    await bed.control('PUT', 'faults', {});
    await odds({ status: { 500: 1 } });
    expect(await statuses('one')).toEqual([500, 200]);
  });

  it('lose answers and requests', async () => {
    await odds({ loseAnswer: 1 });
    await expect(bed.send({ contact: PERSON, text: 'heard' })).rejects.toThrow();
    await odds({ dropRequest: 1 });
    await expect(bed.send({ contact: PERSON, text: 'unheard' })).rejects.toThrow();
    const { sends } = await bed.journal();
    expect(sends.map(({ outcome, answer }) => [outcome, answer])).toEqual([
      ['accepted', 'lost'],
      ['dropped', 'lost'],
    ]);
  });

  it('take a slow send when its client has left', async () => {
    await odds({ slow: { share: 1, ms: 60_000 } });
    const signal = AbortSignal.timeout(100);
    const send = { method: 'POST', headers: { authorization: 'key' }, signal };
    const body = JSON.stringify({ contact: PERSON, text: 'late' });
    await expect(fetch(`${bed.emulator.url}/api/v1/message/send/`, { ...send, body })).rejects.toThrow();
    await until(async () => (await bed.journal()).sends.some(({ outcome }) => outcome === 'accepted'));
  });

  it('fail look-ups', async () => {
    await odds({ lookup: 1 });
    expect((await bed.loop('GET', `audience/messages/${PERSON}/`)).status).toBe(503);
    expect((await bed.loop('GET', 'message/status/m1/')).status).toBe(503);
  });

  it('post webhooks twice and late', async () => {
    await odds({ copy: 1, late: { share: 1, ms: 50 } });
    await bed.inbound({ contact: PERSON, text: 'hi' });
    const delivered = await until(async () => {
      const { webhooks } = await bed.journal();
      return webhooks.length === 2 && webhooks;
    });
    expect(new Set(delivered.map(({ copy }) => copy))).toEqual(new Set([1, 2]));
    expect(new Set(delivered.map(({ webhook_id: id }) => id)).size).toBe(1);
  });

  it.each([
    [{ looseAnswer: 1 }, 'unknown key looseAnswer'],
    [{ loseAnswer: 3 }, 'shares from 0 to 1'],
    [{ slow: { share: 1 } }, 'share and ms'],
    [{ status: 503 }, 'a share for each HTTP status'],
    [{ seed: 'x' }, 'seed is a whole number'],
  ])('are refused where they make no sense: %j', async (chances, problem) => {
    const { status, body } = await bed.control('PUT', 'faults', { loop: { odds: chances } });
    expect([status, body.error]).toEqual([400, expect.stringContaining(problem)]);
  });
});

describe('several webhook addresses', () => {
  it('take turns', async () => {
    const other = await startReceiver();
    try {
      await bed.control('PUT', 'config', { webhookUrl: `${bed.receiver.url},${other.url}` });
      for (const text of ['one', 'two', 'three', 'four'])
        await bed.control('POST', 'inbound', { contact: PERSON, text });
      await until(() => bed.receiver.received.length === 2 && other.received.length === 2);
    } finally {
      await bed.control('PUT', 'config', { webhookUrl: bed.receiver.url });
      await other.stop();
    }
  });
});
