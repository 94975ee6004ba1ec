import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../harness.ts';
import type { Json } from '../http.ts';
import { TestBed } from '../test-bed.ts';

const PERSON = '+12025550142';

let bed: TestBed;
beforeAll(async () => {
  bed = await TestBed.start();
});
afterEach(async () => {
  await bed.control('DELETE', 'scenario');
  await until(async () => (await progress()).state !== 'running');
  await bed.reset();
});
afterAll(() => bed.stop());

const progress = async (): Promise<Json> => (await bed.control('GET', 'scenario')).body;
const ended = (): Promise<Json> =>
  until(async () => {
    const now = await progress();
    return now.state !== 'running' && now;
  });
const play = (steps: Json[], generation = 'v1'): ReturnType<typeof bed.control> =>
  bed.control('POST', 'scenario', { name: 'mine', steps, generation });

describe('a scenario', () => {
  it('plays its steps and says what comes back', async () => {
    const { status } = await play([
      { inbound: { contact: PERSON, text: 'Is it on?' } },
      { await: { to: PERSON } },
      { only: 'legacy', wait: 60_000 },
      { inbound: { reaction: 'emphasize', contact: PERSON } },
    ]);
    expect(status).toBe(202);
    expect((await bed.event('message_inbound')).text).toBe('Is it on?');
    expect(await progress()).toMatchObject({ name: 'mine', state: 'running', step: 2, steps: 4 });
    expect((await play([])).status).toBe(409);
    await bed.send({ contact: PERSON, text: 'Yes.' });
    expect(await ended()).toMatchObject({
      state: 'done',
      step: 4,
      lines: [
        expect.stringContaining('# mine (v1) to http'),
        `> ${PERSON}: Is it on?`,
        `< ${PERSON}: Yes.`,
        `> ${PERSON}: (message_reaction) emphasize Yes.`,
        '# done',
      ],
    });
  });

  it('fails where the bot stays silent, or does not', async () => {
    await play([{ await: { to: PERSON, ms: 30 } }]);
    expect(await ended()).toMatchObject({
      state: 'failed',
      error: `step 1: 0 of 1 sent to ${PERSON} within 30 ms`,
    });
    await play([{ await: { to: PERSON, sends: 0, ms: 4000 } }]);
    await bed.send({ contact: PERSON, text: 'Hello?' });
    expect(await ended()).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('expected silence'),
    });
  });

  it('counts an answer in the conversation it belongs to, whichever came first', async () => {
    await play([
      { inbound: { contact: PERSON, text: 'a' } },
      { inbound: { contact: '+12025550177', text: 'b' } },
      { await: { to: PERSON } },
      { await: { to: '+12025550177' } },
      { inbound: { contact: PERSON, text: 'c' } },
      { await: { to: PERSON, ms: 50 } },
    ]);
    await until(() => bed.receiver.received.length === 2);
    await bed.send({ contact: '+12025550177', text: 'for b' });
    await bed.send({ contact: PERSON, text: 'for a, in\ntwo lines' });
    const { lines, error } = await ended();
    expect(lines).toContain(`< ${PERSON}: for a, in / two lines`);
    expect(error).toBe(`step 6: 0 of 1 sent to ${PERSON} within 50 ms`);
  });

  it('sends a webhook again as it was, and tells where it is not taken', async () => {
    bed.receiver.answers.push(503);
    await play([{ as: 'first', inbound: { contact: PERSON, text: 'hi', copies: 2 } }, { again: 'first' }]);
    expect((await ended()).lines).toContain('! message_inbound answered with 503: retrying');
    const ids = bed.receiver.received.map(({ body }) => body.webhook_id);
    expect(ids).toHaveLength(5);
    expect(new Set(ids).size).toBe(1);
  });

  it('brings its own faults and takes them with it', async () => {
    const loop = { statusWebhooks: 'none' };
    await bed.control('PUT', 'faults', { loop });
    await play([{ faults: { loop: { dropRequest: 1 } } }, { wait: 100 }]);
    await until(async () => (await bed.control('GET', 'faults')).body.loop !== undefined);
    await ended();
    expect((await bed.control('GET', 'faults')).body.loop).toEqual(loop);
  });

  it('can be stopped', async () => {
    await play([{ wait: 60_000 }]);
    await bed.control('DELETE', 'scenario');
    expect(await ended()).toMatchObject({ state: 'stopped' });
  });

  it.each([
    [{ name: 'nothing-of-that-name' }],
    [{ name: '../../package' }],
    [{ name: 'mine', steps: [{ wait: 1, note: 'two things' }] }],
    [{ name: 'mine', steps: [{ again: 'nothing' }] }],
    [{ name: 'mine', steps: [{ await: {} }] }],
    [{ name: 'mine', steps: [{ wait: 1, colour: 'blue' }] }],
    [{ name: 'burst', generation: 'v2' }],
  ])('is refused before it starts: %j', async (call) => {
    expect((await bed.control('POST', 'scenario', call)).status).toBe(400);
  });
});
