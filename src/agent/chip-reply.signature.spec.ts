import { describe, expect, it } from '@jest/globals';
import { Tiktoken } from 'js-tiktoken/lite';
import o200k from 'js-tiktoken/ranks/o200k_base';
import { formatChat } from '../dspy/adapters/chat.adapter.ts';
import { channelHints } from './channel-hints.ts';
import { ChipReply } from './chip-reply.signature.ts';

/** The vocabulary of gpt-oss without its chat format's tokens. */
const vocabulary = new Tiktoken(o200k);
const tokensOf = (text: string): number => vocabulary.encode(text).length;

describe('the prompt of Chip', () => {
  it('takes under 700 tokens before anything is said', () => {
    const empty = { user_message: '', history: [], channel_hints: channelHints({ kind: 'group' }) };
    const [persona, hints, message] = formatChat(ChipReply, empty);
    expect(tokensOf(persona!.content) + tokensOf(hints!.content)).toBeLessThan(700);
    expect(tokensOf(persona!.content)).toBeGreaterThan(300);
    expect(message).toEqual({ role: 'user', content: '' });
  });

  it('begins the same whatever is said, and whatever channel it is said on', () => {
    const history = [{ role: 'user' as const, content: 'one' }];
    const prompts = [
      formatChat(ChipReply, { user_message: 'hi', history: [] }),
      formatChat(ChipReply, {
        user_message: 'hello',
        history,
        channel_hints: channelHints({ kind: 'person' }),
      }),
      formatChat(ChipReply, { user_message: 'hey', history, channel_hints: channelHints({ kind: 'group' }) }),
    ];
    expect(new Set(prompts.map(([first]) => first!.content)).size).toBe(1);
  });
});
