import { describe, expect, it } from '@jest/globals';
import { ChipReply } from './chip-reply.signature.ts';
import { guardReply, ReplyRefusedError } from './reply-guard.ts';

function refusal(answer: string): string | undefined {
  try {
    guardReply(answer, ChipReply.instructions);
  } catch (error) {
    if (error instanceof ReplyRefusedError) return error.reason;
    throw error;
  }
  return undefined;
}

describe('guardReply', () => {
  it.each([
    ['empty', ''],
    ['empty', ' \n\t'],
    ['empty', '\u200b\ufeff'],
    ['empty', '```\n```'],
    ['empty', '[[ ## reply ## ]]'],
    ['empty', '<think>They want lunch.</think>'],
    ['markers', 'Sure. [[ ## reply'],
    ['markers', 'reply ## ]] Sure.'],
    ['control-tokens', '<|channel|>analysis<|message|>They want lunch'],
    ['control-tokens', 'They want lunch.</think>Sure.'],
    ['json', '{"reply": "Sure."}'],
    ['json', '{ "reply": "Sure'],
    ['json', '```json\n[{"name": "send"}]\n```'],
    ['json', '{}'],
    ['json', '[1, 2]'],
    ['json', 'Here it is: {"reply": "Sure."}'],
    ['tool-syntax', '<tool_call>{"name": "find"}</tool_call>'],
    ['tool-syntax', 'One moment. {"name": "find_events", "arguments": {"day": "today"}}'],
    ['tool-syntax', 'to=functions.find_events {"day": "today"}'],
    ['instructions', ChipReply.instructions],
    ['instructions', `My rules: ${ChipReply.instructions.split('\n')[0]!.toUpperCase()}`],
    [
      'instructions',
      'You asked. I never make up events, dates, prices, places, people, links, addresses or phone numbers. That is all.',
    ],
    ['too-long', 'a'.repeat(9_001)],
  ])('refuses as %s: %j', (reason, answer) => {
    expect(refusal(answer)).toBe(reason);
  });

  it.each([
    'Sure!',
    '42',
    '👍',
    'Yes.\n\n- one\n- two',
    'Use {name: "x"} there.',
    '[1] is a footnote',
    'def __init__(self, **kwargs): ...',
    '2**3 and 4**5 differ',
    'Rated 5* of 5*',
    '#hashtag and C# 9',
    '# 1 in Alabama',
    'مرحبا **',
    'It sits at [the docs](see below)',
    'a'.repeat(9_000),
    'If you are in danger, call 911, or 988 in a mental health crisis.',
    "I can't book, register or call anyone for you, but here is how.",
    'A package.json begins like this: { "name": "chip", "version": "1.0.0" }',
    'Use the tool_call function of your framework.',
  ])('leaves alone what can be sent: %j', (answer) => {
    expect(guardReply(answer, ChipReply.instructions)).toBe(answer);
  });

  it.each([
    ['  Sure.\n', 'Sure.'],
    ['**Bring** a laptop, ***please***.', 'Bring a laptop, please.'],
    ['# Next steps\nGo.', 'Next steps\nGo.'],
    ['## 1. Ask\nGo.', '1. Ask\nGo.'],
    ['* one\n* two', '- one\n- two'],
    ['Run:\n```sh\n# install\nnpm i\n```', 'Run:\n# install\nnpm i'],
    ['See [the site](https://chip.example/a).', 'See the site: https://chip.example/a.'],
    ['See [https://chip.example](https://chip.example)', 'See https://chip.example'],
    ['one\n\n\n\ntwo', 'one\n\ntwo'],
    ['[[ ## reply ## ]]\nSure.', 'Sure.'],
    ['Chip: Sure.', 'Sure.'],
    ['At seven.\u0000 Bring a laptop.', 'At seven. Bring a laptop.'],
    ['<think>They want lunch.</think>\nSure.', 'Sure.'],
  ])('makes %j fit for a phone', (answer, reply) => {
    expect(guardReply(answer, ChipReply.instructions)).toBe(reply);
  });

  it('keeps the text out of its error', () => {
    try {
      guardReply('{"secret": 1}', '');
    } catch (error) {
      expect(`${(error as Error).stack} ${JSON.stringify(error)}`).not.toContain('secret');
    }
    expect.assertions(1);
  });
});
