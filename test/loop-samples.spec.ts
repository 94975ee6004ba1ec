import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { phone, said } from './support/canary.ts';
import { FarEnd } from './support/far-end.ts';
import { House } from './support/house.ts';
import { apart, bytesOf, SAMPLES, WEBHOOK_FILES, type Sample } from './support/loop-samples.ts';
import { SECRET, v1 } from './support/payloads.ts';
import { readWebhook } from './support/read-event.ts';

describe('a webhook of Loop', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.open();
  });
  afterAll(() => house.close());

  it('is expected to be something, each of them', () => {
    expect(SAMPLES.map(({ file }) => file).sort()).toEqual([...WEBHOOK_FILES].sort());
    expect(SAMPLES.length).toBeGreaterThanOrEqual(85);
  });

  it.each(SAMPLES)('is read as it should be: $file', async ({ file, event }) => {
    const incoming = await readWebhook(house, bytesOf(file));
    expect(incoming.event).toEqual(event);
    // Nothing of it is lost: opt-in parameters, languages and what Loop adds tomorrow.
    expect(incoming.body).toEqual(JSON.parse(bytesOf(file).toString()));
  });
});

describe('the visible effect', () => {
  let far: FarEnd;
  let house: House;
  const answers = new Map<string, { status: number; body: Record<string, unknown> }>();

  beforeAll(async () => {
    far = await FarEnd.start();
    house = await House.open(far.env());
    for (const sample of SAMPLES) {
      const answer = await fetch(`${house.url}/webhooks/loop`, {
        method: 'POST',
        headers: { authorization: SECRET, 'content-type': 'application/json' },
        body: apart(bytesOf(sample.file).toString(), sample),
      });
      const body = (await answer.json()) as Record<string, unknown>;
      answers.set(sample.file, { status: answer.status, body });
    }
    // A text that comes after all of them and was answered: what is not sent by now will not be.
    await house.post(v1(phone(99), said('after'))).expect(200);
    await far.sent(phone(99));
  });
  afterAll(async () => {
    await house.close();
    await far.stop();
  });

  it.each(SAMPLES)('of $file is its answer', ({ file, effect }) => {
    const { status, body } = answers.get(file) ?? {};
    expect(status).toBe(200);
    const { reason } = effect;
    expect(body).toMatchObject({ ok: true, status: effect.status, ...(reason && { reason }) });
  });

  it.each(SAMPLES.filter(({ event }) => targetOf(event) !== null))(
    'of $file is what is sent',
    async (sample) => {
      const target = apart(targetOf(sample.event) ?? '', sample);
      // A redelivery shares its person with what it repeats, and adds nothing.
      const count = SAMPLES.filter(({ event }) => event.externalId === sample.event.externalId).reduce(
        (sum, { effect }) => sum + effect.sends,
        0,
      );
      if (count > 0) await far.sent(target, count, 5000);
      expect(await far.textsTo(target)).toHaveLength(count);
    },
  );

  it('of all together is nothing beside that', async () => {
    const targets = SAMPLES.filter(({ effect }) => effect.sends > 0).map((sample) =>
      apart(targetOf(sample.event) ?? '', sample),
    );
    const { sends } = await far.journal();
    expect(sends.map(({ to }) => to).filter((to) => !targets.includes(String(to)))).toEqual([phone(99)]);
  });
});

/** Where an answer to an event would go; null where there could be none. */
function targetOf(event: Sample['event']): string | null {
  if ('conversation' in event) return event.conversation.target;
  return event.kind === 'delivery' ? event.target : null;
}
