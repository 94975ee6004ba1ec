import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { TestBed } from '../test-bed.ts';

const PERSON = '+12025550142';

let bed: TestBed;
beforeAll(async () => {
  bed = await TestBed.start();
});
afterEach(() => bed.reset());
afterAll(() => bed.stop());

describe('send faults', () => {
  it('delivers a message whose answer is lost', async () => {
    await bed.control('PUT', 'faults', { loop: { loseAnswer: 1 } });
    await expect(bed.send({ contact: PERSON, text: 'hi' })).rejects.toThrow();
    const delivered = await bed.event('message_delivered');
    const [entry] = (await bed.journal()).sends;
    expect(entry).toMatchObject({ message_id: delivered.message_id, outcome: 'accepted', answer: 'lost' });
  });

  it('fails as told, as often as told', async () => {
    const status = { code: 503, times: 1, retryAfter: 2 };
    await bed.control('PUT', 'faults', { loop: { status, successFalse: { code: 240, times: 1 } } });
    const failed = await bed.send({ contact: PERSON, text: 'hi' });
    expect([failed.status, failed.headers.get('retry-after')]).toEqual([503, '2']);
    const refused = await bed.send({ contact: PERSON, text: 'hi' });
    expect([refused.status, refused.body.success, refused.body.code]).toEqual([200, false, 240]);
    expect((await bed.send({ contact: PERSON, text: 'hi' })).body.contact).toBe(PERSON);
    const outcomes = (await bed.journal()).sends.map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['status:503', 'refused', 'accepted']);
  });

  it('refuses with codes as often as told, one after the other', async () => {
    const codes = [
      { code: 1010, times: 1 },
      { code: 550, times: 1 },
    ];
    await bed.control('PUT', 'faults', { loop: { codes } });
    const replies = [];
    for (let count = 0; count < 3; count++) replies.push(await bed.send({ contact: PERSON, text: 'hi' }));
    expect(replies.map(({ status, body }) => [status, body.code])).toEqual([
      [400, 1010],
      // Out of money has a status of its own.
      [402, 550],
      [200, undefined],
    ]);
  });

  it('refuses one contact, for good or for a while', async () => {
    const refuseContacts = { [PERSON]: { code: 230, times: 1 }, '+12025550177': 190 };
    await bed.control('PUT', 'faults', { loop: { refuseContacts } });
    const code = async (contact: string): Promise<unknown> =>
      (await bed.send({ contact, text: 'hi' })).body.code;
    expect([await code(PERSON), await code(PERSON)]).toEqual([230, undefined]);
    expect([await code('+12025550177'), await code('+12025550177')]).toEqual([190, 190]);
    const left = { loop: { refuseContacts: { [PERSON]: { times: 0 } } } };
    expect((await bed.control('GET', 'faults')).body).toMatchObject(left);
  });

  it('can report a status before it answers, and two webhooks in the wrong order', async () => {
    await bed.control('PUT', 'faults', { loop: { statusWebhooks: 'before-answer', shuffleWebhooks: true } });
    await bed.send({ recipient: PERSON, text: 'hi', sender_name: 'chip@imsg.example' });
    const events = bed.receiver.received.map(({ body }) => body.alert_type);
    expect(events).toEqual(['message_sent', 'message_scheduled']);
  });
});

describe('the control calls', () => {
  it('refuse a fault that does not exist', async () => {
    const { status, body } = await bed.control('PUT', 'faults', { loop: { looseAnswer: 1 } });
    expect([status, body.error]).toEqual([400, 'unknown fault loop.looseAnswer']);
  });

  it.each([
    [{ loop: { codes: { code: 240 } } }],
    [{ loop: { refuseContacts: { [PERSON]: 'never' } } }],
    [{ loop: { statusWebhooks: 'late' } }],
    [{ model: { transcriptionScript: [{ tool_calls: [] }] } }],
    [{ model: { transcript: 7 } }],
  ])('refuse a fault that says nothing: %j', async (faults) => {
    expect((await bed.control('PUT', 'faults', faults)).status).toBe(400);
  });
});
