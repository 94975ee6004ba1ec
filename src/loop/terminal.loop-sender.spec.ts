import { describe, expect, it } from '@jest/globals';
import { TerminalLoopSender } from './terminal.loop-sender.ts';

describe('TerminalLoopSender', () => {
  it('shows whom a text is for and every line of it, and counts it as sent', async () => {
    let shown = '';
    const sender = new TerminalLoopSender((text) => (shown += text));
    const message = { id: 'one', target: '+12055550123', targetKind: 'person' as const, text: 'Hello\nRuth' };
    const outcome = await sender.sendMessage(message);
    expect(shown).toContain('+12055550123');
    expect(shown.match(/\| .*/g)).toEqual(['| Hello', '| Ruth']);
    expect(outcome).toEqual({ kind: 'sent', providerId: expect.stringMatching(/^dev-[\da-f-]{36}$/) });
  });

  it('lets no text move the cursor', async () => {
    let shown = '';
    const sender = new TerminalLoopSender((text) => (shown += text));
    const text = 'a\u001b[2Jb\u009b2Jc';
    await sender.sendMessage({ id: 'one', target: '+12055550123', targetKind: 'person', text });
    expect(shown).toContain('a[2Jb2Jc');
  });

  it('gives every text an id of its own', async () => {
    const sender = new TerminalLoopSender(() => undefined);
    const message = { id: 'one', target: '+12055550123', targetKind: 'person' as const, text: 'hi' };
    const outcomes = [await sender.sendMessage(message), await sender.sendMessage(message)];
    expect(outcomes[0]).not.toEqual(outcomes[1]);
  });
});
