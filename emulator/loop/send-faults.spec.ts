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
});
