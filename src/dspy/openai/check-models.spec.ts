import { describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { checkModels } from './check-models.ts';

const client = (reply: () => Response): OpenAI =>
  new OpenAI({ apiKey: 'key', baseURL: 'http://model.test/v1', maxRetries: 0, fetch: async () => reply() });
const { signal } = new AbortController();

describe('checkModels', () => {
  it('says which of the models there are, each once', async () => {
    const listed = client(() =>
      Response.json({ object: 'list', data: [{ id: 'a' }, { id: 'b' }, { id: 'z' }] }),
    );
    await expect(checkModels(listed, ['b', 'gone', 'a', 'b'], { signal })).resolves.toEqual({
      found: ['b', 'a'],
      missing: ['gone'],
    });
  });

  it('fails as the client does', async () => {
    const refused = client(() => Response.json({ error: { message: 'no' } }, { status: 401 }));
    await expect(checkModels(refused, ['a'], { signal })).rejects.toMatchObject({ status: 401 });
  });
});
