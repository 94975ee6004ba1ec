import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { phone, said } from './support/canary.ts';
import { FarEnd } from './support/far-end.ts';
import { House } from './support/house.ts';
import { legacy, testing, v1 } from './support/payloads.ts';

let far: FarEnd;
let house: House;

beforeAll(async () => {
  far = await FarEnd.start();
  house = await House.open({ ...far.env(), REPLY_MODE: 'inline', REPLY_QUIET_MS: '100' });
});
afterEach(() => far.faults({}));
afterAll(async () => {
  await house.close();
  await far.stop();
});

describe('inline mode', () => {
  it.each([
    ['v1', v1(phone(30), said('inline'))],
    ['legacy', legacy(phone(31), said('inline'))],
  ])('answers a native %s text with the reply and the send', async (_generation, body) => {
    const { body: answer } = await house.post(body).expect(200);
    const { sends } = await far.journal();
    expect(answer).toMatchObject({
      ok: true,
      received_text: said('inline'),
      reply: `Heard: ${said('inline')}`,
      sent: { message_id: sends.at(-1)?.message_id, status: expect.stringMatching(/sent|delivered/) },
    });
    expect(answer.conversation_id).toEqual(expect.any(String));
  });

  it('answers the testing shape with a recipient by a send', async () => {
    const { body } = await house.post(testing(said('to me'), phone(32), 'conv_123')).expect(200);
    expect(body).toMatchObject({ ok: true, conversation_id: 'conv_123', reply: `Heard: ${said('to me')}` });
    expect(body.sent.message_id).toEqual(expect.any(String));
    expect(await far.textsTo(phone(32))).toHaveLength(1);
  });

  it('answers the testing shape without a recipient and sends nothing', async () => {
    const before = (await far.journal()).sends.length;
    const { body } = await house.post(testing(said('to nobody'))).expect(200);
    expect(body).toMatchObject({ ok: true, reply: `Heard: ${said('to nobody')}`, sent: null });
    expect((await far.journal()).sends).toHaveLength(before);
  });

  it('gives all texts of one turn the same reply', async () => {
    const bodies = ['one', 'two', 'three'].map((text) => v1(phone(33), said(text)));
    const answers = await Promise.all(bodies.map((body) => house.post(body).expect(200)));
    const replies = answers.map(({ body }) => body.reply as string);
    expect(new Set(replies).size).toBe(1);
    expect(await far.textsTo(phone(33))).toEqual([replies[0]]);
  });

  it('gives a duplicate the stored outcome and sends nothing again', async () => {
    const body = v1(phone(34), said('twice'));
    const first = await house.post(body).expect(200);
    const second = await house.post(body).expect(200);
    expect(second.body).toMatchObject({ status: 'duplicate', reply: first.body.reply });
    expect(second.body.sent.message_id).toBe(first.body.sent.message_id);
    expect(await far.textsTo(phone(34))).toHaveLength(1);
  });

  it('answers 500 when the agent fails, and the text is answered later all the same', async () => {
    await far.faults({ model: { script: [{ status: 401 }, { status: 401 }] } });
    const { body } = await house.post(v1(phone(35), said('agent down'))).expect(500);
    expect(JSON.stringify(body)).not.toContain('e2e-groq-key');
    const texts = await far.sent(phone(35), 2);
    expect(texts[0]).toMatch(/can't answer right now/);
    expect(texts[1]).toBe(`Heard: ${said('agent down')}`);
  });

  it('answers 502 when the send fails, and the reply goes out later all the same', async () => {
    await far.faults({ loop: { status: { code: 503, times: 1 } } });
    await house.post(v1(phone(36), said('loop down'))).expect(502);
    expect(await far.sent(phone(36))).toEqual([`Heard: ${said('loop down')}`]);
  });

  it('answers 502 for a refusal that came with HTTP 200', async () => {
    await far.faults({ loop: { successFalse: { code: 160, times: 1 } } });
    const { body } = await house.post(v1(phone(37), said('refused'))).expect(502);
    expect(body.message).toContain('160');
  });

  it('answers a text without anything in it at once and asks no model', async () => {
    const before = (await far.journal()).model.length;
    const { body } = await house.post(v1(phone(38), '')).expect(200);
    expect(body.status).toBe('ignored');
    expect((await far.journal()).model).toHaveLength(before);
  });

  it('answers a STOP with its one confirmation', async () => {
    const { body } = await house.post(v1(phone(39), 'STOP')).expect(200);
    expect(body.reply).toMatch(/unsubscribed/);
    expect(body.sent.message_id).toEqual(expect.any(String));
  });
});
