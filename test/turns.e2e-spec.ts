import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { phone, said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { House } from './support/house.ts';
import { v1 } from './support/payloads.ts';

let far: FarEnd;
let house: House;

beforeAll(async () => {
  far = await FarEnd.start();
  house = await House.open({ ...far.env(), REPLY_QUIET_MS: '700' });
});
afterEach(() => far.faults({}));
afterAll(async () => {
  await house.close();
  await far.stop();
});

const numbered = (count: number, what: string) =>
  Array.from({ length: count }, (_, n) => said(`${what}-${n}.`));
const modelIsAsked = (text: string) =>
  until(async () => (await far.modelCalls()).some((call) => call.includes(text)));

describe('a burst', () => {
  it('of five texts gets one answer that saw all five', async () => {
    const texts = numbered(5, 'burst');
    for (const text of texts) await house.post(v1(phone(40), text)).expect(200);
    const [reply] = await far.sent(phone(40));
    for (const text of texts) expect(reply).toContain(text);
    await house.post(v1(phone(40), said('after'))).expect(200);
    expect(await far.sent(phone(40), 2)).toHaveLength(2);
  });

  it('of two, the second while the model thinks, gets one answer that saw both', async () => {
    await far.faults({ model: { script: [{ delayMs: 4000 }] } });
    await house.post(v1(phone(49), said('one'))).expect(200);
    await modelIsAsked(said('one'));
    await house.post(v1(phone(49), said('two'))).expect(200);
    expect(await far.sent(phone(49))).toEqual([`Heard: ${said('one')}\n${said('two')}`]);
  });

  it('of 25 texts while a turn is running is seen whole, each text once', async () => {
    await far.faults({ model: { delayMs: 500 } });
    await house.post(v1(phone(41), said('first.'))).expect(200);
    await modelIsAsked(said('first.'));
    const texts = numbered(25, 'during');
    for (const text of texts) await house.post(v1(phone(41), text)).expect(200);
    const replies = await until(async () => {
      const sent = (await far.textsTo(phone(41))).join('\n');
      return texts.every((text) => sent.includes(text)) && sent;
    }, 20_000);
    for (const text of [said('first.'), ...texts]) expect(replies.split(text)).toHaveLength(2);
  });
});

describe('two conversations', () => {
  it('do not wait for each other', async () => {
    await far.faults({ model: { script: [{ delayMs: 8000 }] } });
    await house.post(v1(phone(42), said('slow'))).expect(200);
    await modelIsAsked(said('slow'));
    await house.post(v1(phone(43), said('quick'))).expect(200);
    await far.sent(phone(43));
    expect(await far.textsTo(phone(42))).toEqual([]);
    expect(await far.sent(phone(42))).toEqual([`Heard: ${said('slow')}`]);
  });
});

describe('one conversation', () => {
  it('gets its replies in the order of its texts', async () => {
    for (const text of ['one', 'two', 'three']) {
      await house.post(v1(phone(44), said(text))).expect(200);
      await modelIsAsked(said(text));
    }
    const replies = (await far.sent(phone(44), 1)).join();
    await until(async () => (await far.textsTo(phone(44))).join().includes(said('three')));
    const all = (await far.textsTo(phone(44))).join();
    expect(all.startsWith(replies)).toBe(true);
    expect(all.indexOf(said('one'))).toBeLessThan(all.indexOf(said('two')));
    expect(all.indexOf(said('two'))).toBeLessThan(all.indexOf(said('three')));
  });

  it('caps what one sender may leave unanswered and says so once', async () => {
    const env = { ...far.env(), LIMIT_UNANSWERED: '3', REPLY_QUIET_MS: '700' };
    await House.during(env, async (capped) => {
      const texts = numbered(6, 'flood');
      for (const text of texts) await capped.post(v1(phone(45), text)).expect(200);
      const sent = (await far.sent(phone(45), 2)).join('\n');
      for (const text of texts.slice(0, 3)) expect(sent).toContain(text);
      for (const text of texts.slice(3)) expect(sent).not.toContain(text);
      expect(sent.match(/more than I can read/g)).toHaveLength(1);
    });
  });
});

describe('consent', () => {
  it('ends a turn that is running, confirms once and sends nothing more until START', async () => {
    await far.faults({ model: { delayMs: 1500 } });
    await house.post(v1(phone(46), said('a question'))).expect(200);
    await modelIsAsked(said('a question'));
    await house.post(v1(phone(46), 'Stop.')).expect(200);
    await house.post(v1(phone(46), 'STOP')).expect(200);
    await far.sent(phone(46));
    await far.faults({});
    await house.post(v1(phone(46), said('are you there?'))).expect(200);
    // The turn of another member, longer than the one that was ended, proves that nothing else was on its way.
    await far.faults({ model: { delayMs: 2000 } });
    await house.post(v1(phone(47), said('other'))).expect(200);
    await far.sent(phone(47));
    expect(await far.textsTo(phone(46))).toEqual([expect.stringMatching(/unsubscribed/)]);
    await far.faults({});
    await house.post(v1(phone(46), 'start')).expect(200);
    await house.post(v1(phone(46), said('back'))).expect(200);
    const texts = await far.sent(phone(46), 3);
    expect(texts[1]).toMatch(/Welcome back/);
    expect(texts[2]).toBe(`Heard: ${said('back')}`);
  });

  it('takes “stop by at five” for a question', async () => {
    await house.post(v1(phone(48), said('Can I stop by at five?'))).expect(200);
    expect(await far.sent(phone(48))).toEqual([`Heard: ${said('Can I stop by at five?')}`]);
  });
});
