import { expect, it } from '@jest/globals';
import type { Chat } from './chat.ts';
import { message } from './people-and-events.ts';

export function describeForms(chat: () => Chat): void {
  it.each(['sticker', 'location', 'contact', 'voice'] as const)(
    'does not take a %s without words for nothing',
    async (form) => {
      const admission = await chat().admit(message({ text: '', form }));
      expect(await chat().stateOf(admission)).toBe('unanswered');
      expect((await chat().turn()).messages).toMatchObject([{ text: '', form, spoken: false }]);
    },
  );

  it.each(['text', 'file', undefined] as const)(
    'takes an empty message of the form %s for nothing',
    async (form) => {
      expect(await chat().stateOf(await chat().admit(message({ text: ' ', form })))).toBe('ignored');
    },
  );

  it('hands out what was sent and whether it was spoken, plain text unless told otherwise', async () => {
    await chat().admit(message({ text: 'hi' }));
    await chat().admit(message({ text: 'how are you?', form: 'voice', spoken: true, replyToId: 'p1' }));
    await chat().admit(message({ text: '', form: 'file', attachments: ['https://example.com/one.jpg'] }));
    expect((await chat().turn()).messages).toMatchObject([
      { form: 'text', spoken: false },
      { form: 'voice', spoken: true },
      { form: 'file', spoken: false },
    ]);
  });
}
