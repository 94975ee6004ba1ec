import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Json } from '../http.ts';
import { TestBed } from '../test-bed.ts';

const PERSON = '+12025550142';
const PATH = encodeURIComponent(PERSON);

let bed: TestBed;
beforeAll(async () => {
  bed = await TestBed.start();
});
afterEach(async () => {
  await bed.control('PUT', 'config', { pacing: false, inboundFirst: false, clockScale: 1000 });
  await bed.reset();
});
afterAll(() => bed.stop());

const get = async (path: string): Promise<Json> => (await bed.loop('GET', `audience/${path}`)).body;
const status = async (contact = PATH): Promise<unknown> => (await get(`check-status/${contact}/`)).status;

describe('the audience', () => {
  it('knows who has been in touch, and who was unsubscribed', async () => {
    expect(await status()).toBe('unknown');
    await bed.inbound({ contact: PERSON, text: 'hi' });
    expect(await status()).toBe('active');
    expect((await bed.loop('DELETE', `audience/delete/${PATH}/`)).status).toBe(200);
    expect(await status()).toBe('unsubscribed');
    expect((await get('list/')).items).toEqual([]);
  });

  it('refuses sends to the unsubscribed until they opt in, and not because they write', async () => {
    await bed.loop('DELETE', `audience/delete/${PATH}/`);
    expect((await bed.send({ contact: PERSON, text: 'hi' })).body.code).toBe(500);
    const legacy = { recipient: PERSON, text: 'hi', sender_name: 'chip@imsg.example' };
    expect((await bed.send(legacy)).body.code).toBe(270);
    await bed.inbound({ contact: PERSON, text: 'hi' });
    expect((await bed.send({ contact: PERSON, text: 'hi' })).body.code).toBe(500);
    await bed.inbound({ kind: 'opt_in', contact: PERSON, text: 'start' });
    expect((await bed.send({ contact: PERSON, text: 'hi' })).status).toBe(200);
  });

  it('can be changed from outside, as by a person at Loop', async () => {
    const { body } = await bed.control('PUT', 'audience', { contact: PERSON, status: 'unsubscribed' });
    expect(body.contacts).toMatchObject([{ contact: PERSON, status: 'unsubscribed' }]);
    expect(await status()).toBe('unsubscribed');
    expect((await bed.control('PUT', 'audience', { contact: PERSON, status: 'gone' })).status).toBe(400);
  });

  it('is listed by page, and an id from the list can be written to', async () => {
    for (const contact of [PERSON, 'Dana@Members.example', '+12025550177'])
      await bed.inbound({ contact, text: 'hi' });
    const first = await get('list/?per_page=2&sort_by=asc');
    expect(first).toMatchObject({ page: 1, num_pages: 2, per_page: 2, count: 3 });
    const items = first.items as { id: string; value: string }[];
    expect(items.map(({ value }) => value)).toEqual([PERSON, 'dana@members.example']);
    expect((await get('list/?per_page=2&page=2')).items).toMatchObject([{ value: PERSON }]);
    expect((await get('list/?search=+1202555017')).items).toMatchObject([{ value: '+12025550177' }]);
    expect((await get('list/?to_date=2020-01-01')).count).toBe(0);
    expect((await get('list/?per_page=1001')).code).toBe(125);
    expect((await bed.send({ contact: items[0]!.id, text: 'hi' })).body.contact).toBe(PERSON);
  });

  it('has the messages of a contact, once each and without those of groups', async () => {
    const message = { contact: PERSON, text: 'Hallo', extra: { language: { code: 'de' } }, copies: 2 };
    const { message_id: heard } = await bed.inbound(message);
    await bed.inbound({ contact: PERSON, text: 'all', group: { id: 'g-audience' } });
    const { message_id: told } = (await bed.send({ contact: PERSON, text: 'Hello' })).body;
    await bed.inbound({ kind: 'reaction', reaction: 'love', contact: PERSON });
    const page = await get(`messages/${PATH}/?sort_by=asc`);
    expect(page).toMatchObject({ status: 'active', count: 3 });
    const common = { create_date: expect.stringContaining('T'), channel: 'imessage' };
    expect(page.items).toEqual([
      { ...common, id: heard, direction: 'inbound', language: 'DE', type: 'text', text: 'Hallo' },
      { ...common, id: told, direction: 'outbound', language: 'EN', type: 'text', text: 'Hello' },
      { ...common, id: told, direction: 'inbound', language: 'EN', type: 'reaction', text: 'Hello' },
    ]);
    expect((await get(`messages/${PATH}/?direction=outbound`)).count).toBe(1);
    expect((await get(`messages/${PATH}/?type=reaction`)).count).toBe(1);
  });

  it('refuses a wrong key and a wrong contact', async () => {
    expect((await get('check-status/+1202/')).code).toBe(180);
    expect((await get('check-status/%/')).code).toBe(160);
    const keyless = await bed.emulator.call('GET', '/api/v1/audience/list/');
    expect([keyless.status, keyless.body.code]).toEqual([400, 110]);
    expect((await bed.loop('GET', 'audience/nothing/')).status).toBe(404);
  });
});

describe('who may be written to', () => {
  it('is anybody, or only who has written where that is asked for', async () => {
    expect((await bed.send({ contact: PERSON, text: 'hi' })).status).toBe(200);
    await bed.control('PUT', 'config', { inboundFirst: true });
    expect((await bed.send({ contact: PERSON, text: 'hi' })).body.code).toBe(520);
    const legacy = { recipient: PERSON, text: 'hi', sender_name: 'chip@imsg.example' };
    expect((await bed.send(legacy)).body.code).toBe(560);
    await bed.inbound({ contact: PERSON, text: 'hi' });
    expect((await bed.send({ contact: PERSON, text: 'hi' })).status).toBe(200);
  });

  it('with pacing is one message in two minutes to who has not written for a day', async () => {
    const send = async (): Promise<unknown> => (await bed.send({ contact: PERSON, text: 'hi' })).body.code;
    await bed.control('PUT', 'config', { pacing: true, clockScale: 1 });
    expect([await send(), await send()]).toEqual([undefined, 540]);
    // Two minutes and a day of Loop's clock are over at once.
    await bed.control('PUT', 'config', { clockScale: 1e9 });
    expect(await send()).toBeUndefined();
    await bed.control('PUT', 'config', { clockScale: 1 });
    expect(await send()).toBe(540);
    await bed.inbound({ contact: PERSON, text: 'hi' });
    expect([await send(), await send()]).toEqual([undefined, undefined]);
  });
});
