import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConversationStore } from '../src/conversation/conversation.store.ts';
import { phone, said } from './support/canary.ts';
import { House } from './support/house.ts';
import { v1 } from './support/payloads.ts';

describe('health and root, with nothing configured', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.open();
  });
  afterAll(() => house.close());

  it('says who is here and where to go on', async () => {
    const { body } = await house.get('/').expect(200);
    expect(body).toMatchObject({ name: 'Chip', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
    await house.get(body.links.ready).expect(200);
  });

  it('answers /healthz with a fixed body', async () => {
    await house.get('/healthz').expect(200, { status: 'ok' });
  });

  it('is live and ready', async () => {
    await house.get('/health/live').expect(200);
    const { body } = await house.get('/health/ready').expect(200);
    expect(body.details).toEqual({ store: { status: 'up' }, workers: { status: 'up' } });
  });

  it('answers an unknown path with 404', async () => {
    await house.get('/admin').expect(404);
  });
});

describe('health when the store is gone', () => {
  it('stays live, is not ready, and takes no webhook', async () => {
    await House.during({}, async (house) => {
      await house.app.get(ConversationStore, { strict: false }).close();
      await house.get('/health/live').expect(200);
      const { body } = await house.get('/health/ready').expect(503);
      expect(body.error.store).toMatchObject({ status: 'down' });
      await house.post(v1(phone(1), said('hi'))).expect(503);
    });
  });
});
