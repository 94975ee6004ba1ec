import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { phone, said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { House } from './support/house.ts';
import { SECRET, v1 } from './support/payloads.ts';

let far: FarEnd;
let house: House;

beforeAll(async () => {
  far = await FarEnd.start('--webhook-secret', SECRET);
  house = await House.open({
    ...far.env(),
    TURN_DEADLINE_MS: '4000',
    SEND_TIMEOUT_MS: '300',
    SEND_GRACE_MS: '2000',
  });
  await far.control('PUT', 'config', { webhookUrl: `${house.url}/webhooks/loop` });
});
afterEach(() => far.faults({}));
afterAll(async () => {
  await house.close();
  await far.stop();
});

describe('when the model is down', () => {
  it('says so once, keeps the text, and answers it when the model is back', async () => {
    await far.faults({ model: { script: Array.from({ length: 200 }, () => ({ status: 500 })) } });
    await house.post(v1(phone(50), said('anyone?'))).expect(200);
    await far.sent(phone(50));
    const calls = (await far.modelCalls()).length;
    // A second attempt of the same turn, so that a second notice would have had its chance.
    await until(async () => (await far.modelCalls()).length > calls + 2, 15_000);
    await far.faults({});
    const texts = await far.sent(phone(50), 2, 20_000);
    expect(texts).toEqual([expect.stringMatching(/can't answer right now/), `Heard: ${said('anyone?')}`]);
  });

  it('uses the fallback model when the first one is gone', async () => {
    await far.faults({
      model: { script: [{ status: 404, error: { code: 'model_not_found', message: 'gone' } }] },
    });
    await house.post(v1(phone(51), said('which model?'))).expect(200);
    expect(await far.sent(phone(51))).toEqual([`Heard: ${said('which model?')}`]);
    const { model } = await far.journal();
    expect(model.slice(-2).map((call) => call.model)).toEqual(['openai/gpt-oss-120b', 'openai/gpt-oss-20b']);
  });

  it.each([
    ['cut off', { content: 'Well, the', finish_reason: 'length' }],
    ['empty', { empty: true }],
    ['half of a body', { truncate: true }],
    ['broken off', { destroy: true }],
  ])('never sends an answer that is %s', async (_case, fault) => {
    const contact = `${_case.replaceAll(' ', '-')}@example.com`;
    await far.faults({ model: { script: [fault] } });
    await house.post(v1(contact, said('whole answers only'))).expect(200);
    const reply = `Heard: ${said('whole answers only')}`;
    const texts = await until(async () => {
      const sent = await far.textsTo(contact);
      return sent.includes(reply) && sent;
    }, 20_000);
    for (const text of texts)
      expect([reply, expect.stringMatching(/can't answer right now/)]).toContainEqual(text);
  });
});

describe('when Loop is down', () => {
  it('keeps replies in order and sends each once when it is back', async () => {
    await far.faults({ loop: { status: { code: 503, times: 'all' } } });
    await house.post(v1(phone(52), said('first'))).expect(200);
    await until(async () => (await far.journal()).sends.some(({ to }) => to === phone(52)));
    await house.post(v1(phone(52), said('second'))).expect(200);
    await house.post(v1(phone(53), said('other'))).expect(200);
    await until(async () => (await far.modelCalls()).some((call) => call.includes(said('other'))));
    expect(await far.textsTo(phone(52))).toEqual([]);
    await far.faults({});
    expect(await far.sent(phone(52), 2, 40_000)).toEqual([
      `Heard: ${said('first')}`,
      `Heard: ${said('second')}`,
    ]);
    expect(await far.sent(phone(53))).toEqual([`Heard: ${said('other')}`]);
  });

  it('does not send again what went out though its answer was lost', async () => {
    await far.faults({ loop: { loseAnswer: 1 } });
    await house.post(v1(phone(54), said('lost answer'))).expect(200);
    await far.sent(phone(54));
    // Head of line: the second reply leaves only when the first is settled, by its status or by a resend.
    await house.post(v1(phone(54), said('next'))).expect(200);
    await until(async () => (await far.textsTo(phone(54))).at(-1) === `Heard: ${said('next')}`, 15_000);
    expect(await far.textsTo(phone(54))).toEqual([`Heard: ${said('lost answer')}`, `Heard: ${said('next')}`]);
  });

  it('sends once more after the grace what never arrived', async () => {
    await far.faults({ loop: { dropRequest: 1 } });
    await house.post(v1(phone(55), said('dropped'))).expect(200);
    expect(await far.sent(phone(55))).toEqual([`Heard: ${said('dropped')}`]);
    const { sends } = await far.journal();
    const tries = sends.filter(({ body }) => (body as { contact?: string } | null)?.contact === phone(55));
    expect(tries.map(({ outcome }) => outcome)).toEqual(['dropped', 'accepted']);
    expect((tries[1]?.at ?? 0) - (tries[0]?.at ?? 0)).toBeGreaterThanOrEqual(2000);
  });

  it('lets a refusal stand and goes on with the next reply', async () => {
    await far.faults({ loop: { successFalse: { code: 160, times: 1 } } });
    await house.post(v1(phone(56), said('refused'))).expect(200);
    await until(async () => (await far.journal()).sends.some(({ code }) => code === 160));
    await house.post(v1(phone(56), said('taken'))).expect(200);
    expect(await far.sent(phone(56))).toEqual([`Heard: ${said('taken')}`]);
  });
});
