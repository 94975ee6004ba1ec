import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Json } from '../http.ts';
import { TestBed } from '../test-bed.ts';

const VISION = 'qwen/qwen3.8-27b';
const PICTURE = `data:image/png;base64,${Buffer.alloc(3000, 7).toString('base64')}`;

let bed: TestBed;
beforeAll(async () => {
  bed = await TestBed.start();
});
afterEach(() => bed.reset());
afterAll(() => bed.stop());

const show = (urls: string[], text = 'What is this?', model = VISION): ReturnType<typeof bed.ask> => {
  const images = urls.map((url): Json => ({ type: 'image_url', image_url: { url } }));
  return bed.ask({ model, messages: [{ role: 'user', content: [{ type: 'text', text }, ...images] }] });
};

describe('pictures', () => {
  it.each([
    [1, 'Heard: What is this? [1 image]'],
    [3, 'Heard: What is this? [3 images]'],
  ])('are counted in the echo: %i', async (count, content) => {
    const { body } = await show(Array<string>(count).fill(PICTURE));
    expect(body.choices).toMatchObject([{ message: { content } }]);
  });

  it('are in the journal by their size, and cost no tokens for their bytes', async () => {
    const { body } = await show([PICTURE]);
    expect((body.usage as { prompt_tokens: number }).prompt_tokens).toBeLessThan(100);
    const { messages } = (await bed.journal()).model[0]!;
    expect(messages).toMatchObject([
      { content: [{}, { image_url: { url: 'data:image/png;base64,[3000 bytes]' } }] },
    ]);
  });

  it('may be larger than any text', async () => {
    const large = `data:image/jpeg;base64,${Buffer.alloc(4_000_000, 7).toString('base64')}`;
    expect((await show([large, large, large])).status).toBe(200);
  });

  it.each([
    ['more than three', Array<string>(4).fill(PICTURE), VISION],
    ['a model that cannot see', [PICTURE], 'openai/gpt-oss-120b'],
    ['what is no picture', ['data:text/plain;base64,aGk='], VISION],
    ['bytes that are not base64', ['data:image/png;base64,????'], VISION],
    ['an address without TLS', ['http://files.example/a.png'], VISION],
  ])('are refused: %s', async (_, urls, model) => {
    const { status, body } = await show(urls, 'hi', model);
    expect([status, body.error]).toMatchObject([400, { type: 'invalid_request_error' }]);
  });
});

describe('the models', () => {
  it('are listed, and none of sound can chat', async () => {
    const { body } = await bed.emulator.call('GET', '/openai/v1/models', undefined, {
      authorization: 'Bearer key',
    });
    const ids = (body.data as { id: string }[]).map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([VISION, 'whisper-large-v3', 'whisper-large-v3-turbo']));
    const messages = [{ role: 'user', content: 'hi' }];
    expect((await bed.ask({ model: 'whisper-large-v3', messages })).status).toBe(400);
  });

  it('differ in whether thinking can be turned off', async () => {
    const ask = async (model: string): Promise<number> =>
      (await bed.ask({ model, reasoning_effort: 'none', messages: [{ role: 'user', content: 'hi' }] }))
        .status;
    expect([await ask('openai/gpt-oss-20b'), await ask(VISION)]).toEqual([400, 200]);
  });
});
