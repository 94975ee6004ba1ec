import { describe, expect, it } from '@jest/globals';
import { phone, said } from './support/canary.ts';
import type { FarEnd } from './support/far-end.ts';
import { House } from './support/house.ts';
import { openForFile } from './support/open-for-file.ts';
import { SECRET, testing, v1 } from './support/payloads.ts';

let far: FarEnd;
let house: House;

openForFile((...opened) => {
  [far, house] = opened;
});

async function postRaw(
  raw: string | Buffer<ArrayBuffer>,
  contentType = 'application/json',
): Promise<{ status: number; body: { message: string; status: string } }> {
  const answer = await fetch(`${house.url}/webhooks/loop`, {
    method: 'POST',
    headers: { authorization: SECRET, 'content-type': contentType },
    body: raw,
  });
  return { status: answer.status, body: (await answer.json()) as { message: string; status: string } };
}

describe('bodies that cannot be read', () => {
  it('refuses what is not JSON with 400 and quotes nothing of it', async () => {
    const { status, body } = await postRaw(`{"text": ${said('oops')}`);
    expect(status).toBe(400);
    expect(body.message).toBe('the body is not valid JSON');
  });

  it('refuses more than 256 kB with 413', async () => {
    expect((await postRaw(JSON.stringify({ text: 'x'.repeat(256 * 1024) }))).status).toBe(413);
  });

  it('refuses 65 levels with 400 and keeps 64 in quarantine', async () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect((await postRaw(nested(65))).status).toBe(400);
    const { status, body } = await postRaw(nested(64));
    expect(status).toBe(200);
    expect(body.status).toBe('quarantined');
  });

  it('refuses a content type that the channel does not post with 415', async () => {
    const { status, body } = await postRaw('text=hi', 'application/x-www-form-urlencoded');
    expect(status).toBe(415);
    expect(body.message).toContain('application/json');
    expect((await postRaw('{}', 'constructor')).status).toBe(415);
  });

  it('takes a charset beside the content type', async () => {
    const body = JSON.stringify(v1(phone(20), said('hi')));
    expect((await postRaw(body, 'application/json; charset=utf-8')).status).toBe(200);
  });

  it('names the wrong fields of a testing shape with 400', async () => {
    const wrong = { event: 'message.created', data: { conversationId: 7, message: { text: 42 } } };
    const { body } = await house.post(wrong).expect(400);
    expect(body.message.join(' ')).toMatch(/data\.conversationId/);
    expect(body.message.join(' ')).toMatch(/data\.message\.text/);
    expect(JSON.stringify(body)).not.toContain('42');
  });

  it('answers an unknown channel with 404 and the known ones', async () => {
    const { body } = await house.post({}, '/webhooks/pigeon').expect(404);
    expect(body.message).toContain('loop');
    expect(body.message).not.toContain('pigeon');
  });

  it('answers bytes that are not UTF-8 with 400', async () => {
    expect((await postRaw(Buffer.from([0x7b, 0xff, 0x7d]))).status).toBe(400);
  });
});

describe('texts as people and attackers write them', () => {
  const cases: [string, string, string][] = [
    ['NUL and lone surrogates', `a\u0000b\ud800c ${said('x')}`, `ab\ufffdc ${said('x')}`],
    ['emoji and joiners', `👩‍👩‍👧‍👦🏳️‍🌈 ${said('x')}`, `👩‍👩‍👧‍👦🏳️‍🌈 ${said('x')}`],
    ['right to left', `שלום \u202eabc\u202c ${said('x')}`, `שלום \u202eabc\u202c ${said('x')}`],
    ['quotes and SQL', `'; DROP TABLE messages; -- ${said('x')}`, `'; DROP TABLE messages; -- ${said('x')}`],
  ];

  it.each(cases)('are stored clean and answered: %s', async (_case, written, heard) => {
    const contact = `${_case.replaceAll(/\W/g, '-').toLowerCase()}@example.com`;
    await house.post(v1(contact, written)).expect(200);
    expect(await far.sent(contact)).toEqual([`Heard: ${heard}`]);
  });

  it('answers a text of 20,000 characters', async () => {
    await far.faults({ model: { default: 'fixed', fixed: 'Long indeed.' } });
    await house.post(v1(phone(21), `${said('long')} ${'word '.repeat(4000)}`)).expect(200);
    expect(await far.sent(phone(21))).toEqual(['Long indeed.']);
    await far.faults({});
  });

  it.each(['__proto__', 'constructor', 'tostring'])('takes a group named %s for a group', async (id) => {
    await house
      .post(v1(phone(23), said('hi Chip'), { group: { id, participants: [phone(23)] } }))
      .expect(200);
    expect(await far.sent(id)).toHaveLength(1);
  });

  it.each(['!', ' ', '?!'])(
    'answers a text of 200,000 times %j in time',
    async (filling) => {
      const text = `${said('a')}${filling.repeat(200_000 / filling.length)}a`;
      await house.post(v1(phone(24), text)).expect(200);
    },
    10_000,
  );

  it('quarantines an object with thousands of fields instead of working through them', async () => {
    const fields = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`f${n}`, 1]));
    const { body } = await house.post({ ...v1(phone(25), said('wide')), ...fields }).expect(200);
    expect(body).toMatchObject({ status: 'quarantined', reason: 'too many fields' });
  });

  it('survives a body with prototype keys', async () => {
    const raw = JSON.stringify(v1(phone(22), said('proto'))).replace(
      '{',
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},',
    );
    expect((await postRaw(raw)).status).toBe(200);
    expect(await far.sent(phone(22))).toHaveLength(1);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe('without a webhook secret', () => {
  it('takes webhooks from this machine only, and not through a proxy or under another name', async () => {
    await House.during({ LOOP_WEBHOOK_SECRET: '' }, async (open) => {
      const body = testing(said('local'));
      await open.anonymous().send(body).expect(200);
      await open.anonymous().set('x-forwarded-for', '198.51.100.7').send(body).expect(401);
      await open.anonymous().set('host', 'evil.example.com').send(body).expect(401);
    });
  });
});

describe('the HTTP rate limit', () => {
  it('stops an address that posts too often and leaves health checks alone', async () => {
    await House.during({ HTTP_RATE_LIMIT: '3' }, async (limited) => {
      const answers = [];
      for (let i = 0; i < 5; i++) answers.push((await limited.post({ event: 'unknown' })).status);
      expect(answers).toEqual([200, 200, 200, 429, 429]);
      const encoded = await fetch(`${limited.url}/%77ebhooks/loop`, { method: 'POST', body: '{}' });
      expect(encoded.status).toBe(429);
      await limited.get('/healthz').expect(200);
    });
  });
});
