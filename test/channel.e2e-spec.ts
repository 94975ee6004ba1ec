import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AdapterRegistry } from '../src/conversation/adapter.registry.ts';
import { phone, said } from './support/canary.ts';
import { until } from './support/far-end.ts';
import { House } from './support/house.ts';
import { PigeonMessagingAdapter } from './support/pigeon.messaging-adapter.ts';

describe('a channel that src knows nothing of', () => {
  const pigeon = new PigeonMessagingAdapter();
  let house: House;
  beforeAll(async () => {
    house = await House.open();
    house.app.get(AdapterRegistry).register(pigeon);
  });
  afterAll(() => house.close());

  const post = (form: Record<string, string>) =>
    house.anonymous('/webhooks/pigeon').set('x-pigeon', 'coo').type('form').send(form);

  it('posts a form, gets plain text, and is answered through its own sends', async () => {
    const answer = await post({ From: phone(60), Body: said('coo?'), Sid: 's1' }).expect(200);
    expect(answer.text).toBe('coo: accepted');
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    const [sent] = await until(() => pigeon.sent.length > 0 && pigeon.sent);
    expect(sent).toMatchObject({ target: phone(60), targetKind: 'person' });
    expect(sent?.text).toContain(said('coo?'));
  });

  it('reads the address that it was posted to', async () => {
    const form = { From: phone(62), Body: said('where to?'), Sid: 's3' };
    const there = house.anonymous('/webhooks/pigeon?loft=east%20wing').set('x-pigeon', 'coo');
    await there.type('form').send(form).expect(200);
    expect(pigeon.loft).toBe('east wing');
    await post({ ...form, Sid: 's4' }).expect(200);
    expect(pigeon.loft).toBeNull();
  });

  it('may end consent itself, and Chip adds nothing to it', async () => {
    await post({ From: phone(63), Body: said('fly away'), Sid: 's5', Done: 'yes' }).expect(200);
    await post({ From: phone(63), Body: said('anybody?'), Sid: 's6' }).expect(200);
    await post({ From: phone(64), Body: said('me'), Sid: 's7' }).expect(200);
    await until(() => pigeon.sent.some(({ target }) => target === phone(64)));
    expect(pigeon.sent.filter(({ target }) => target === phone(63))).toEqual([]);
  });

  it('has its own proof, its own validation and its own ids', async () => {
    await house.anonymous('/webhooks/pigeon').type('form').send({ From: 'x' }).expect(401);
    const { body } = await post({ From: phone(60) }).expect(400);
    expect(body.message.join()).toContain('Body must be a string');
    await post({ From: phone(61), Body: said('once'), Sid: 's2' }).expect(200);
    const again = await post({ From: phone(61), Body: said('once'), Sid: 's2' }).expect(200);
    expect(again.text).toBe('coo: duplicate');
  });
});

describe('the adapter registry', () => {
  it('has loop, takes another, and names what it knows when asked for something else', async () => {
    await House.during({}, (house) => {
      const registry = house.app.get(AdapterRegistry);
      expect(registry.get('loop').channel).toBe('loop');
      const pigeon = new PigeonMessagingAdapter();
      registry.register(pigeon);
      expect(registry.get('pigeon')).toBe(pigeon);
      expect(() => registry.register(pigeon)).toThrow('registered twice');
      expect(() => registry.get('raven')).toThrow(/known: loop, pigeon/);
      return Promise.resolve();
    });
  });
});
