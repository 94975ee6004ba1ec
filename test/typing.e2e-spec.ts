import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { phone, said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { House } from './support/house.ts';
import { legacy, SECRET, v1 } from './support/payloads.ts';

let far: FarEnd;

beforeAll(async () => {
  far = await FarEnd.start('--webhook-secret', SECRET);
});
afterAll(() => far.stop());

describe('while a turn runs', () => {
  it('v1 is asked to show typing and to mark as read the text that is being answered', async () => {
    await House.during(far.env(), async (house) => {
      await far.control('PUT', 'config', { webhookUrl: `${house.url}/webhooks/loop` });
      await far.faults({ model: { script: [{ delayMs: 1500 }] } });
      const contact = phone(83);
      await far.inbound({ contact, text: said('typing?'), message_id: 'typing-1' });
      const [shown] = await until(async () => {
        const { typing } = await far.journal();
        return typing.length > 0 && typing;
      }, 10_000);
      expect(await far.textsTo(contact)).toEqual([]);
      expect(shown?.body).toMatchObject({ message_id: 'typing-1', read: true });
      expect(shown).toMatchObject({ body: { typing: expect.any(Number) }, outcome: 'accepted' });
      expect(await far.sent(contact)).toEqual([`Heard: ${said('typing?')}`]);
    });
  });

  it('a reply does not wait for a typing call that fails', async () => {
    await House.during(far.env(), async (house) => {
      // A text that Loop knows nothing of: it refuses to show typing for it when it is strict.
      await far.control('PUT', 'config', { strict: true });
      await house.post(v1(phone(84), said('no typing'))).expect(200);
      expect(await far.sent(phone(84))).toEqual([`Heard: ${said('no typing')}`]);
      await far.control('PUT', 'config', { strict: false });
    });
  });

  it('legacy is asked in the answer to the webhook, and has no endpoint to call', async () => {
    const env = { ...far.env(), LOOP_API_GENERATION: 'legacy', LOOP_SENDER: 'chip@imsg.example' };
    await House.during(env, async (house) => {
      const before = (await far.journal()).typing.length;
      const { body } = await house.post(legacy(phone(85), said('legacy'))).expect(200);
      expect(body).toMatchObject({ typing: expect.any(Number), read: true });
      await far.sent(phone(85));
      expect((await far.journal()).typing).toHaveLength(before);
    });
  });
});
