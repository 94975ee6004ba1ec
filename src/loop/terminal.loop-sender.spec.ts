import { describe, expect, it } from '@jest/globals';
import type { OutboundMessage } from '../conversation/messaging.adapter.ts';
import { TerminalLoopSender } from './terminal.loop-sender.ts';

const MESSAGE: OutboundMessage = {
  id: 'one',
  target: '+12055550123',
  targetKind: 'person',
  text: 'Hello\nRuth',
};

/** What is shown of a message. */
async function show(message: Partial<OutboundMessage> = {}): Promise<string> {
  let shown = '';
  const outcome = await new TerminalLoopSender((text) => (shown += text)).sendMessage({
    ...MESSAGE,
    ...message,
  });
  expect(outcome).toEqual({ kind: 'sent', providerId: expect.stringMatching(/^dev-[\da-f-]{36}$/) });
  return shown;
}

const lines = (shown: string): string[] => [...shown.matchAll(/\| (.*)/g)].map(([, line]) => line ?? '');

describe('TerminalLoopSender', () => {
  it('shows whom a text is for and every line of it, and counts it as sent', async () => {
    const shown = await show();
    expect(shown).toContain('+12055550123');
    expect(lines(shown)).toEqual(['Hello', 'Ruth']);
  });

  it('shows in words what a terminal does not have', async () => {
    const shown = await show({
      subject: 'Tonight',
      effect: 'confetti',
      attachments: ['https://files.example/a.jpg', 'https://files.example/b.pdf'],
      contactCard: true,
      replyToId: 'm1',
    });
    expect(lines(shown)).toEqual([
      'TONIGHT',
      'Hello',
      'Ruth',
      '[file: https://files.example/a.jpg]',
      '[file: https://files.example/b.pdf]',
      '[contact card]',
      '[effect: confetti]',
      '[in reply to message m1]',
    ]);
    const voice = await show({ voiceUrl: 'https://files.example/a.mp3', text: 'Hello' });
    expect(lines(voice)).toEqual(['Hello', '[voice message: https://files.example/a.mp3]']);
    const tapback = await show({ text: '', reaction: { to: 'm1', name: '-love' } });
    expect(lines(tapback)).toEqual(['[tapback: -love on message m1]']);
  });

  it('lets no text move the cursor, nor end its line', async () => {
    expect(await show({ text: 'a\u001b[2Jb\u009b2Jc' })).toContain('a[2Jb2Jc');
    const shown = await show({ target: '+1\n205', effect: 'a\u001b[2J\nb' });
    expect(shown).toContain('Chip to +1 205 ');
    expect(lines(shown).at(-1)).toBe('[effect: a[2J b]');
  });

  it('gives every text an id of its own', async () => {
    const sender = new TerminalLoopSender(() => undefined);
    const outcomes = [await sender.sendMessage(MESSAGE), await sender.sendMessage(MESSAGE)];
    expect(outcomes[0]).not.toEqual(outcomes[1]);
  });
});
