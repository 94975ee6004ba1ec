import { describe, expect, it } from '@jest/globals';
import type { OutboundMessage } from '../conversation/messaging.adapter.ts';
import { readContent } from './send.content.ts';
import type { Generation } from './send.codes.ts';

const PICTURE = 'https://files.example/poster.PNG?size=2';
const PAPER = 'https://files.example/menu.pdf';
const VOICE = 'https://files.example/hello.m4a';
const RICH = {
  subject: 'Tonight',
  effect: 'confetti',
  replyToId: 'm1',
  attachments: [PICTURE, PAPER],
  contactCard: true,
};

function read(message: Partial<OutboundMessage>, generation: Generation = 'v1'): [object, object] {
  const whole: OutboundMessage = { id: 'one', target: '+12055550123', targetKind: 'person', text: 'Hi.' };
  const { content, leftOut } = readContent({ ...whole, ...message }, generation);
  return [content, leftOut];
}

describe('what is sent of a message', () => {
  it.each([undefined, 'imessage', 'iMessage'])('is everything on the transport %s', (service) => {
    expect(read({ ...RICH, service })).toEqual([{ kind: 'text', text: 'Hi.', ...RICH }, {}]);
  });

  it('is the text and its pictures by SMS', () => {
    expect(read({ ...RICH, service: 'sms' })).toEqual([
      { kind: 'text', text: 'Hi.', attachments: [PICTURE] },
      { attachments: 1, subject: 1, effect: 1, replyToId: 1, contactCard: 1 },
    ]);
  });

  it.each(['rcs', 'WhatsApp', 'pigeon'])('is the text and its files by %s', (service) => {
    expect(read({ ...RICH, service })).toEqual([
      { kind: 'text', text: 'Hi.', attachments: [PICTURE, PAPER], contactCard: true },
      { subject: 1, effect: 1, replyToId: 1 },
    ]);
  });

  it('is what legacy has a field for', () => {
    const { contactCard: _, ...legacy } = RICH;
    expect(read(RICH, 'legacy')).toEqual([{ kind: 'text', text: 'Hi.', ...legacy }, { contactCard: 1 }]);
    const [content, leftOut] = read({ ...RICH, targetKind: 'group' }, 'legacy');
    expect(content).toEqual({ kind: 'text', text: 'Hi.', attachments: [PICTURE, PAPER] });
    expect(leftOut).toEqual({ subject: 1, effect: 1, replyToId: 1, contactCard: 1 });
  });

  it('is no effect that Loop does not have', () => {
    expect(read({ effect: 'earthquake' })).toEqual([
      { kind: 'text', text: 'Hi.', attachments: [] },
      { effect: 1 },
    ]);
  });

  it.each([
    ['v1', 5],
    ['legacy', 3],
  ] as const)('is in %s not more than %i files, and none that Loop could not fetch', (generation, most) => {
    const good = Array.from({ length: 7 }, (_, i) => `https://files.example/${i}.jpg`);
    const bad = ['http://files.example/a.jpg', 'a.jpg', `https://files.example/${'x'.repeat(240)}`];
    expect(read({ attachments: [...bad, ...good] }, generation)).toEqual([
      { kind: 'text', text: 'Hi.', attachments: good.slice(0, most) },
      { attachments: 10 - most },
    ]);
    const longest = `https://files.example/${'x'.repeat(234)}`;
    expect(longest).toHaveLength(256);
    expect(read({ attachments: [longest] }, generation)[1]).toEqual({});
  });

  it('is a paper clip beside a file without a text, as Loop takes no message without one', () => {
    expect(read({ text: ' ', attachments: [PAPER] })[0]).toMatchObject({ text: '📎', attachments: [PAPER] });
    expect(read({ text: '', contactCard: true })[0]).toMatchObject({ text: '📎', contactCard: true });
  });

  it.each<Partial<OutboundMessage>>([
    { text: ' \n' },
    { text: '', attachments: [PAPER], service: 'sms' },
    { text: '', attachments: ['http://files.example/a.jpg'] },
    { text: '', subject: 'Tonight' },
    { text: '', voiceUrl: VOICE, service: 'sms' },
    { text: '', contactCard: true, targetKind: 'group' },
  ])('is nothing where nothing is left: %j', (message) => {
    expect(read(message)[0]).toEqual({ kind: 'nothing', code: 'nothing-to-send' });
  });
});

describe('a voice message', () => {
  it('goes out by iMessage, with what it says for legacy', () => {
    const expected = { kind: 'voice', text: 'Hi.', mediaUrl: VOICE };
    expect([read({ voiceUrl: VOICE })[0], read({ voiceUrl: VOICE }, 'legacy')[0]]).toEqual([
      expected,
      expected,
    ]);
    const signed = 'https://files.example/voice?signature=abc';
    expect(read({ voiceUrl: signed })[0]).toMatchObject({ mediaUrl: signed });
  });

  it.each([
    { voiceUrl: VOICE, service: 'sms' },
    { voiceUrl: VOICE, service: 'rcs' },
    { voiceUrl: VOICE, service: 'whatsapp' },
    { voiceUrl: 'https://files.example/hello.ogg' },
    { voiceUrl: 'http://files.example/hello.mp3' },
  ])('is its text where it cannot be heard: %j', (message) => {
    expect(read(message)).toEqual([{ kind: 'text', text: 'Hi.', attachments: [] }, { voiceUrl: 1 }]);
  });
});

describe('a tapback', () => {
  const react = (name: string, generation: Generation = 'v1', more = {}): object =>
    read({ text: '', reaction: { to: 'm1', name }, ...more }, generation)[0];

  it.each(['love', 'like', 'dislike', 'laugh', 'question', 'emphasize'])(
    'is %s, and is taken back',
    (name) => {
      const legacy = name === 'emphasize' ? 'exclaim' : name;
      expect(react(name)).toMatchObject({ kind: 'reaction', messageId: 'm1', name });
      expect(react(`-${name}`)).toMatchObject({ kind: 'reaction', name: `-${name}` });
      expect(react(name, 'legacy')).toMatchObject({ kind: 'reaction', name: legacy });
      expect(react(`-${name}`, 'legacy')).toMatchObject({ kind: 'reaction', name: `-${legacy}` });
    },
  );

  it('is refused where there are none, and unless there is a text to send instead', () => {
    const refused = { kind: 'nothing', code: 'unsupported' };
    for (const service of ['sms', 'rcs', 'whatsapp'])
      expect(react('love', 'v1', { service })).toEqual(refused);
    for (const name of ['applaud', '', '-', '--love']) expect(react(name)).toEqual(refused);
    const [content, leftOut] = read({ reaction: { to: 'm1', name: 'love' }, service: 'sms' });
    expect([content, leftOut]).toEqual([{ kind: 'text', text: 'Hi.', attachments: [] }, { reaction: 1 }]);
  });
});
