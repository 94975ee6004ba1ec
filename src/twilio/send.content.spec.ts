import { describe, expect, it } from '@jest/globals';
import type { OutboundMessage } from '../conversation/messaging.adapter.ts';
import { readContent } from './send.content.ts';

const read = (more: Partial<OutboundMessage>): ReturnType<typeof readContent> =>
  readContent({ id: 'one', target: '+12055550123', targetKind: 'person', text: 'hi', ...more });

describe('what Twilio can carry', () => {
  it('is a text', () => {
    expect(read({})).toEqual({ content: { kind: 'message', text: 'hi', mediaUrls: [] }, leftOut: {} });
  });

  it('is files from https addresses, ten at most', () => {
    const attachments = Array.from({ length: 12 }, (_, n) => `https://files.example/${n}.png`);
    const { content, leftOut } = read({
      text: '',
      attachments: ['http://x.example/a.png', 'no', ...attachments],
    });
    expect(content).toEqual({ kind: 'message', text: '', mediaUrls: attachments.slice(0, 10) });
    expect(leftOut).toEqual({ attachments: 4 });
  });

  it('is the words of a voice message or a tapback, and nothing of the rest', () => {
    const { content, leftOut } = read({
      voiceUrl: 'https://files.example/v.m4a',
      reaction: { to: 'm1', name: 'like' },
      subject: 'Hi',
      effect: 'slam',
      replyToId: 'm1',
      contactCard: true,
    });
    expect(content).toMatchObject({ kind: 'message', text: 'hi' });
    expect(Object.keys(leftOut)).toHaveLength(6);
  });

  it.each([
    [{ text: ' \n' }, 'nothing-to-send'],
    [{ text: '', attachments: ['ftp://x.example'] }, 'nothing-to-send'],
    [{ text: '', reaction: { to: 'm1', name: 'like' } }, 'unsupported'],
    [{ targetKind: 'group' as const }, 'unsupported'],
    [{ text: 'x'.repeat(1601) }, 'text-too-long'],
  ])('is nothing of %j', (more, code) => {
    expect(read(more).content).toEqual({ kind: 'nothing', code });
  });

  it('is a text of 1600 characters', () => {
    expect(read({ text: 'x'.repeat(1600) }).content.kind).toBe('message');
  });
});
