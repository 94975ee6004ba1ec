import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Json } from '../http.ts';
import { TestBed } from '../test-bed.ts';

let bed: TestBed;
beforeAll(async () => {
  bed = await TestBed.start();
});
afterEach(() => bed.reset());
afterAll(() => bed.stop());

const json = async (reply: Promise<Response>): Promise<[number, Json]> => {
  const res = await reply;
  return [res.status, (await res.json()) as Json];
};

describe('a recording', () => {
  it('is transcribed by its size, or as it is told', async () => {
    expect(await json(bed.transcribe({}, 1234))).toMatchObject([200, { text: 'Transcript of 1234 bytes' }]);
    await bed.control('PUT', 'faults', { model: { transcript: 'See you at six' } });
    const [, body] = await json(bed.transcribe({ model: 'whisper-large-v3', language: 'en' }));
    expect(body).toEqual({ text: 'See you at six', x_groq: { id: expect.any(String) } });
    expect((await bed.journal()).transcriptions).toMatchObject([
      { model: 'whisper-large-v3-turbo', bytes: 1234, filename: 'voice.m4a', outcome: 'ok' },
      {
        model: 'whisper-large-v3',
        bytes: 1000,
        filename: 'voice.m4a',
        outcome: 'ok',
        params: { language: 'en' },
      },
    ]);
  });

  it('comes back as text or in full', async () => {
    const text = await bed.transcribe({ response_format: 'text' });
    expect([text.headers.get('content-type'), await text.text()]).toEqual([
      'text/plain; charset=utf-8',
      'Transcript of 1000 bytes',
    ]);
    const fields = { response_format: 'verbose_json', 'timestamp_granularities[]': 'word' };
    const [, body] = await json(bed.transcribe(fields, 32_000));
    expect(body).toMatchObject({
      task: 'transcribe',
      language: 'English',
      duration: 2,
      segments: [{ start: 0, end: 2, text: 'Transcript of 32000 bytes' }],
    });
    expect(body.words).toHaveLength(4);
  });

  it.each([
    ['subtitles', { response_format: 'vtt' }, 'voice.m4a', 1, 400],
    ['subtitles of the other kind', { response_format: 'srt' }, 'voice.m4a', 1, 400],
    ['word times without the long form', { 'timestamp_granularities[]': 'word' }, 'voice.m4a', 1, 400],
    ['an empty file', {}, 'voice.m4a', 0, 400],
    ['a type it does not take', {}, 'voice.caf', 1, 400],
    ['a file without a type', {}, 'voice', 1, 400],
    ['a little more than 25 MB', {}, 'voice.m4a', 25 * 1024 * 1024 + 1, 413],
    ['far more than 25 MB', {}, 'voice.m4a', 30_000_000, 413],
    ['a model for chats', { model: 'openai/gpt-oss-20b' }, 'voice.m4a', 1, 400],
    ['a model it does not have', { model: 'whisper-1' }, 'voice.m4a', 1, 404],
  ])('is refused with %s', async (_, fields, name, bytes, status) => {
    await bed.control('PUT', 'faults', { model: { transcriptionScript: [{ content: 'kept' }] } });
    expect(await json(bed.transcribe(fields, bytes, name))).toMatchObject([
      status,
      { error: { message: expect.any(String), type: expect.any(String) } },
    ]);
    // What is refused by the rules uses up no step.
    expect(await json(bed.transcribe({}))).toMatchObject([200, { text: 'kept' }]);
  });

  it('must come as a form, and with a key', async () => {
    const url = `${bed.emulator.url}/openai/v1/audio/transcriptions`;
    const post = async (headers: Record<string, string>): Promise<number> =>
      (await fetch(url, { method: 'POST', headers, body: '{}' })).status;
    expect(await post({ authorization: 'Bearer key' })).toBe(400);
    expect(
      await post({ authorization: 'Bearer key', 'content-type': 'multipart/form-data; boundary=x' }),
    ).toBe(400);
    expect(await post({})).toBe(401);
    expect((await bed.journal()).transcriptions).toMatchObject([
      { bytes: null, outcome: 'status:400' },
      { bytes: null, outcome: 'status:400' },
      { bytes: null, outcome: 'status:401' },
    ]);
  });

  it('fails as its own script says, and leaves that of the chat alone', async () => {
    const transcriptionScript = [
      { status: 429, retryAfter: 3 },
      { destroy: true },
      { truncate: true },
      { empty: true },
    ];
    await bed.control('PUT', 'faults', { model: { transcriptionScript, script: [{ content: 'Chat.' }] } });
    const limited = await bed.transcribe({});
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '3']);
    await expect(bed.transcribe({})).rejects.toThrow();
    await expect(json(bed.transcribe({}))).rejects.toThrow('JSON');
    expect(await json(bed.transcribe({}))).toMatchObject([200, { text: '' }]);
    const outcomes = (await bed.journal()).transcriptions.map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['status:429', 'destroyed', 'truncated', 'ok']);
    const { body } = await bed.ask({ messages: [{ role: 'user', content: 'hi' }] });
    expect(body.choices).toMatchObject([{ message: { content: 'Chat.' } }]);
  });
});
