import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Json } from '../http.ts';
import { TestBed } from '../test-bed.ts';

let bed: TestBed;
beforeAll(async () => {
  bed = await TestBed.start();
});
afterEach(() => bed.reset());
afterAll(() => bed.stop());

const tools = [{ type: 'function', function: { name: 'calendar', parameters: { type: 'object' } } }];
const user = (content: string): Json => ({ role: 'user', content });
const calls = [{ says: 'this week', name: 'calendar', arguments: { days: 7 } }];

describe('rules for calls of tools', () => {
  it('make the model call them when a text holds the words, and then say what they gave', async () => {
    await bed.control('PUT', 'faults', { model: { calls } });
    const first = await bed.ask({ messages: [user('What is on THIS week?')], tools });
    const [choice] = first.body.choices as { message: Json; finish_reason: string }[];
    expect(choice).toMatchObject({
      finish_reason: 'tool_calls',
      message: { tool_calls: [{ function: { name: 'calendar', arguments: '{"days":7}' } }] },
    });
    const given = { role: 'tool', tool_call_id: 'call_0', content: 'A robot fair.' };
    const messages = [user('What is on this week?'), choice?.message, given];
    expect((await bed.ask({ messages, tools })).body.choices).toMatchObject([
      { message: { content: 'Heard: What is on this week?\nTool: A robot fair.' } },
    ]);
  });

  it('do nothing for other texts, without tools, and where a script has a step', async () => {
    const answer = async (body: Json): Promise<unknown> => {
      const [choice] = (await bed.ask(body)).body.choices as { message: Json }[];
      return choice?.message.content;
    };
    await bed.control('PUT', 'faults', { model: { calls } });
    expect(await answer({ messages: [user('Hello')], tools })).toBe('Heard: Hello');
    expect(await answer({ messages: [user('this week?')] })).toBe('Heard: this week?');
    await bed.control('PUT', 'faults', { model: { calls, script: [{ content: 'Yes.' }] } });
    expect(await answer({ messages: [user('this week?')], tools })).toBe('Yes.');
  });

  it('are refused when they are malformed', async () => {
    const refused = await bed.control('PUT', 'faults', { model: { calls: [{ says: 'x' }] } });
    expect(refused).toMatchObject({ status: 400 });
  });
});
