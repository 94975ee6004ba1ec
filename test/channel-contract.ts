import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { phone, said } from './support/canary.ts';
import { until, type FarEnd } from './support/far-end.ts';
import { House } from './support/house.ts';

/** What can go wrong with sends, in words that each line puts into those of its far end. */
export interface SendFaults {
  dropRequest?: number;
  loseAnswer?: number;
  status?: { code: number; times: number | 'all' };
  /** A refusal of the API, by what it means. */
  refusal?: { as: 'opted-out' | 'wrong-number' | 'wrong-key'; times: number | 'all' };
  statuses?: 'none' | 'failed' | 'before-answer' | 'duplicate';
}

/** A channel with its emulated far end, as the contract uses it. */
export interface ChannelLine {
  readonly far: FarEnd;
  /** What makes a Chip serve the channel, beside its model. */
  env(): Record<string, string>;
  /** Tells the far end where Chip listens. */
  connect(house: House): Promise<void>;
  /** Somebody writes; the HTTP status of Chip's answer. A forged one comes from somebody without the secret. */
  write(
    house: House,
    from: string,
    text: string,
    options?: { id?: string; forged?: boolean },
  ): Promise<number>;
  /** What a person got, from Chip or from the channel itself, in order. */
  got(person: string): Promise<string[]>;
  /** How each request to send to a person ended: accepted, refused, ... */
  tries(person: string): Promise<string[]>;
  sendFaults(faults: SendFaults): Promise<unknown>;
  /** Longest text that one message may have. */
  textLimit: number;
}

/** Short waits, so that a test sits through a grace. */
const GRACE_MS = 3000;
const FAST = { SEND_TIMEOUT_MS: '400', SEND_GRACE_MS: String(GRACE_MS), TURN_DEADLINE_MS: '4000' };

const heard = (text: string): string => `Heard: ${text}`;

/** Everything that holds for every channel. Each passes it, from webhook to webhook, against its emulated far end. */
export function describeChannel(open: () => Promise<ChannelLine>): void {
  let line: ChannelLine;
  let house: House;
  beforeAll(async () => {
    line = await open();
    house = await House.open({ ...line.far.env(), ...line.env(), ...FAST });
    await line.connect(house);
  });
  afterEach(async () => {
    await line.far.faults({});
    await line.sendFaults({});
  });
  afterAll(async () => {
    await house.close();
    await line.far.stop();
  });

  const write = async (from: string, text: string, options?: { id?: string }): Promise<void> =>
    expect(await line.write(house, from, text, options)).toBe(200);
  const gets = (person: string, count: number, timeoutMs = 15_000): Promise<string[]> =>
    until(async () => {
      const texts = await line.got(person);
      return texts.length >= count && texts;
    }, timeoutMs);
  /** Somebody else is answered: what was on its way before has had its time. */
  const othersAreAnswered = async (other: string): Promise<void> => {
    const before = (await line.got(other)).length;
    await write(other, said('and me?'));
    await gets(other, before + 1);
  };

  describe('a text', () => {
    it('is admitted and answered once, to whoever wrote it', async () => {
      await write(phone(1), said('hello'));
      expect(await gets(phone(1), 1)).toEqual([heard(said('hello'))]);
      await othersAreAnswered(phone(2));
      expect(await line.tries(phone(1))).toEqual(['accepted']);
    });

    it('that is forged is refused with 401 and not stored', async () => {
      const id = newId();
      expect(await line.write(house, phone(3), said('forged'), { id, forged: true })).toBe(401);
      // Had it been stored, its id would be known now.
      await write(phone(3), said('genuine'), { id });
      expect(await gets(phone(3), 1)).toEqual([heard(said('genuine'))]);
    });

    it('that is delivered ten times, at once and later, is answered once', async () => {
      const id = newId();
      await Promise.all(Array.from({ length: 9 }, () => write(phone(4), said('again'), { id })));
      await gets(phone(4), 1);
      await write(phone(4), said('again'), { id });
      await othersAreAnswered(phone(5));
      expect(await line.got(phone(4))).toEqual([heard(said('again'))]);
    });
  });

  describe('an answer', () => {
    it('that is long arrives whole, in order, in parts that the channel takes', async () => {
      const sentences = Array.from({ length: 120 }, (_, n) => `This is sentence ${n} of a long story.`);
      const story = `${CANARY_WORD}. ${sentences.join(' ')}`;
      await line.far.faults({ model: { default: 'fixed', fixed: story } });
      await write(phone(6), said('tell me'));
      const parts = await until(async () => {
        const texts = await line.got(phone(6));
        return texts.join(' ').length >= story.length && texts;
      });
      expect(parts.join(' ')).toBe(story);
      expect(parts).toHaveLength(Math.ceil(story.length / line.textLimit));
      for (const part of parts) expect(part.length).toBeLessThanOrEqual(line.textLimit);
    });
  });

  describe('STOP', () => {
    it('is confirmed once, by whomever, and silences Chip until START', async () => {
      await write(phone(7), said('hi'));
      await gets(phone(7), 1);
      await write(phone(7), 'STOP');
      await gets(phone(7), 2);
      await write(phone(7), 'stop');
      await write(phone(7), said('are you there?'));
      await othersAreAnswered(phone(8));
      const silent = await line.got(phone(7));
      expect(silent.slice(0, 1)).toEqual([heard(said('hi'))]);
      // The channel may say it again to somebody who does; Chip has said at most one thing.
      const confirmations = silent.slice(1);
      for (const text of confirmations) expect(text).toMatch(/unsubscribed/i);
      expect(confirmations.filter((text) => text.includes('Chip')).length).toBeLessThanOrEqual(1);
      expect(new Set(confirmations).size).toBe(1);

      await write(phone(7), 'START');
      const back = await gets(phone(7), silent.length + 1);
      await write(phone(7), said('back'));
      const answered = await gets(phone(7), back.length + 1);
      expect(answered).toHaveLength(silent.length + 2);
      expect(answered.at(-1)).toBe(heard(said('back')));
    });
  });

  describe('a send without a known outcome', () => {
    it('is settled by its status, and makes way for the next', async () => {
      await line.sendFaults({ loseAnswer: 1 });
      const startedAt = Date.now();
      await write(phone(10), said('lost answer'));
      await gets(phone(10), 1);
      await write(phone(10), said('next'));
      await gets(phone(10), 2);
      // Before the channel would be asked.
      expect(Date.now() - startedAt).toBeLessThan(GRACE_MS);
      expect(await gets(phone(10), 2)).toEqual([heard(said('lost answer')), heard(said('next'))]);
      expect(await line.tries(phone(10))).toEqual(['accepted', 'accepted']);
    });

    it('whose status says that it failed is not sent again', async () => {
      await line.sendFaults({ loseAnswer: 1, statuses: 'failed' });
      await write(phone(11), said('fails'));
      await until(async () => (await line.tries(phone(11))).length === 1);
      await line.sendFaults({});
      await write(phone(11), said('next'));
      await until(async () => (await line.got(phone(11))).includes(heard(said('next'))));
      expect(await line.tries(phone(11))).toEqual(['accepted', 'accepted']);
    });

    it('and without a status is asked for before it would be sent again', async () => {
      await line.sendFaults({ loseAnswer: 1, statuses: 'none' });
      await write(phone(12), said('no status'));
      await gets(phone(12), 1);
      await line.sendFaults({});
      await write(phone(12), said('next'));
      expect(await gets(phone(12), 2)).toEqual([heard(said('no status')), heard(said('next'))]);
      expect(await line.tries(phone(12))).toEqual(['accepted', 'accepted']);
    });

    it('that never arrived goes out once more, after the grace', async () => {
      await line.sendFaults({ dropRequest: 1 });
      const startedAt = Date.now();
      await write(phone(13), said('dropped'));
      expect(await gets(phone(13), 1)).toEqual([heard(said('dropped'))]);
      expect(Date.now() - startedAt).toBeGreaterThanOrEqual(GRACE_MS);
      expect(await line.tries(phone(13))).toEqual(['dropped', 'accepted']);
    });

    it('may be told of before it ends, and twice', async () => {
      for (const statuses of ['before-answer', 'duplicate'] as const) {
        await line.sendFaults({ statuses });
        await write(phone(14), said(statuses));
        await until(async () => (await line.got(phone(14))).includes(heard(said(statuses))));
      }
      await write(phone(14), said('and on'));
      expect(await gets(phone(14), 3)).toHaveLength(3);
      expect(await line.tries(phone(14))).toEqual(['accepted', 'accepted', 'accepted']);
    });
  });

  describe('a far end in trouble', () => {
    it('that answers 500 may have sent it: once more after the grace, as it was not found', async () => {
      await line.sendFaults({ status: { code: 500, times: 1 } });
      await write(phone(15), said('five hundred'));
      expect(await gets(phone(15), 1)).toEqual([heard(said('five hundred'))]);
      expect(await line.tries(phone(15))).toEqual(['status:500', 'accepted']);
    });

    it('that answers 503 gets it again without a grace, in order', async () => {
      await line.sendFaults({ status: { code: 503, times: 'all' } });
      await write(phone(16), said('first'));
      await until(async () => (await line.tries(phone(16))).length > 0);
      const triedAt = Date.now();
      await until(async () => (await line.tries(phone(16))).length > 1);
      // Nothing was sent, so there is nothing to wait for.
      expect(Date.now() - triedAt).toBeLessThan(GRACE_MS);
      await write(phone(16), said('second'));
      await until(async () => (await line.far.modelCalls()).some((call) => call.includes(said('second'))));
      await line.sendFaults({});
      expect(await gets(phone(16), 2, 40_000)).toEqual([heard(said('first')), heard(said('second'))]);
    });

    it.each(['wrong-number', 'opted-out'] as const)(
      'that refuses with %s has the last word on that text, not on the next',
      async (as) => {
        const person = phone(as === 'opted-out' ? 17 : 18);
        await line.sendFaults({ refusal: { as, times: 1 } });
        await write(person, said('refused'));
        await until(async () => (await line.tries(person)).length === 1);
        await write(person, said('taken'));
        expect(await gets(person, 1)).toEqual([heard(said('taken'))]);
        expect(await line.tries(person)).toEqual(['refused', 'accepted']);
      },
    );
  });

  it('keeps its queue while it is halted, and sends it when that is mended', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chip-channel-'));
    const env = { ...line.far.env(), ...line.env(), ...FAST, DATABASE_PATH: join(folder, 'chip.db') };
    try {
      await line.sendFaults({ refusal: { as: 'wrong-key', times: 'all' } });
      await House.during(env, async (first) => {
        await line.connect(first);
        expect(await line.write(first, phone(20), said('queued'))).toBe(200);
        await until(async () => (await line.tries(phone(20))).length === 1);
        expect(await line.write(first, phone(21), said('queued too'))).toBe(200);
        await until(async () =>
          (await line.far.modelCalls()).some((call) => call.includes(said('queued too'))),
        );
        // One refusal of ours is everybody's: the other text is not even tried.
        expect(await line.tries(phone(21))).toEqual([]);
      });
      await line.sendFaults({});
      await House.during(env, async (second) => {
        await line.connect(second);
        expect(await gets(phone(20), 1)).toEqual([heard(said('queued'))]);
        expect(await gets(phone(21), 1)).toEqual([heard(said('queued too'))]);
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
      await line.connect(house);
    }
  });
}

const CANARY_WORD = said('Story');
const newId = (): string => `SM${randomUUID().replaceAll('-', '')}`;
