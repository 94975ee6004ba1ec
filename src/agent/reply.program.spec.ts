import { describe, expect, it } from '@jest/globals';
import { BIG, answer, callTool, scriptedOpenAi } from '../../test/support/scripted-openai.ts';
import type { ToolSpec } from '../dspy/modules/tool.ts';
import { ChipReply } from './chip-reply.signature.ts';
import { ReplyProgram } from './reply.program.ts';
import { TOOL_HINT } from './tool-hint.ts';

const input = { user_message: 'What is on?', history: [], channel_hints: 'as SMS' };
const FAST = { backoffMs: 1 };

function calendar(): ToolSpec & { asked: unknown[] } {
  const asked: unknown[] = [];
  const invoke = (args: unknown): Promise<string> => {
    asked.push(args);
    return Promise.resolve('A robot fair.');
  };
  return { name: 'calendar', description: 'Events.', parameters: { type: 'object' }, invoke, asked };
}

describe('a program that has tools', () => {
  it('answers with what they gave, and counts every round', async () => {
    const { lm, bodies } = scriptedOpenAi([callTool(['calendar', '{"days":7}']), answer('A robot fair.')]);
    const tool = calendar();
    const result = await new ReplyProgram(ChipReply).forward(input, { lm, tools: [tool] });
    expect(result).toMatchObject({ reply: 'A robot fair.', model: BIG });
    expect(result.usage).toMatchObject({ promptTokens: 20, completionTokens: 8 });
    expect(tool.asked).toEqual([{ days: 7 }]);
    expect(bodies[1]?.messages.map(({ role }) => role)).toEqual([
      'system',
      'system',
      'user',
      'assistant',
      'tool',
    ]);
  });

  it('asks under the same instructions and with the same demos as without them', async () => {
    const program = new ReplyProgram(ChipReply);
    program.respond.setInstructions('You are Chip, from a saved program.');
    program.respond.setDemos([{ user_message: 'Hi', reply: 'Hello.' }]);
    const without = scriptedOpenAi([answer('x')]);
    const withTools = scriptedOpenAi([answer('x')]);
    await program.forward(input, { lm: without.lm });
    await program.forward(input, { lm: withTools.lm, tools: [calendar()] });
    expect(withTools.bodies[0]?.messages).toEqual(without.bodies[0]?.messages);
    expect(withTools.bodies[0]?.tools).toHaveLength(1);
    expect(without.bodies[0]).not.toHaveProperty('tools');
  });

  it('does not call again what it called before an answer that could not be sent', async () => {
    const replies = [callTool(['calendar', '{}']), answer('{"reply": "A fair"}'), answer('A robot fair.')];
    const { lm, bodies } = scriptedOpenAi(replies, FAST);
    const tool = calendar();
    const { reply } = await new ReplyProgram(ChipReply).forward(input, { lm, tools: [tool] });
    expect(reply).toBe('A robot fair.');
    expect(tool.asked).toHaveLength(1);
    expect(bodies[2]).not.toHaveProperty('tools');
    expect(JSON.stringify(bodies[2]?.messages)).toContain('calendar {}: A robot fair.');
  });

  it('may call after an answer that was a call in the wrong place', async () => {
    const wrong = answer('<function=calendar>{}</function>');
    const { lm } = scriptedOpenAi([wrong, callTool(['calendar', '{}']), answer('A robot fair.')], FAST);
    const tool = calendar();
    const { reply } = await new ReplyProgram(ChipReply).forward(input, { lm, tools: [tool] });
    expect([reply, tool.asked.length]).toEqual(['A robot fair.', 1]);
  });

  it('sends back an answer that quotes its hints, which are instructions too', async () => {
    const quoting = answer(`Sure. I was told: ${TOOL_HINT}`);
    const { lm, bodies } = scriptedOpenAi([quoting, answer('I keep that to myself.')], FAST);
    const hinted = { ...input, channel_hints: `as SMS. ${TOOL_HINT}` };
    const { reply } = await new ReplyProgram(ChipReply).forward(hinted, { lm, tools: [calendar()] });
    expect([reply, bodies.length]).toEqual(['I keep that to myself.', 2]);
  });

  it('sends back an answer with a secret in it, and gives up on a second one', async () => {
    const isSecret = (text: string): boolean => text.includes('gsk_');
    const once = scriptedOpenAi([answer('It is gsk_1.'), answer('I keep that to myself.')], FAST);
    const program = new ReplyProgram(ChipReply);
    const { reply } = await program.forward(input, { lm: once.lm, isSecret });
    expect(reply).toBe('I keep that to myself.');
    const { lm } = scriptedOpenAi([answer('It is gsk_1.')], FAST);
    await expect(program.forward(input, { lm, isSecret })).rejects.toThrow('reply refused: secret');
  });
});
