import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import type { ChannelEvent } from '../conversation/channel-event.ts';
import { chooseDto } from './choose-dto.ts';
import { normalizeEvent } from './normalize-event.ts';

interface Fixture {
  title: string;
  body: Record<string, unknown>;
  expected: ChannelEvent;
}

const OWN_SENDER = 'own.sender@imsg.example';
const fixtures = JSON.parse(
  readFileSync(new URL('loop-events.fixtures.json', import.meta.url), 'utf8'),
) as Fixture[];

/** Reads a body as the webhook route does. */
async function read(body: unknown): Promise<ChannelEvent> {
  const chosen = chooseDto(body);
  if (!chosen) throw new Error('no DTO for this body');
  const dto = plainToInstance(chosen.dto, body);
  const errors = await validate(dto, { whitelist: false, forbidUnknownValues: false });
  expect(errors).toEqual([]);
  return normalizeEvent(dto, OWN_SENDER);
}

function classOf({ eventClass, externalId }: ChannelEvent): string {
  return `${eventClass} ${externalId}`;
}

describe('an event of Loop', () => {
  it.each(fixtures)('$title', async ({ body, expected }) => {
    await expect(read(body)).resolves.toEqual(expected);
  });

  it('is one conversation for one person, however the address is written', async () => {
    const spellings = ['+12055550123', '12055550123', '+1 205 555-0123', '\u202a+1 (205) 555.0123\u202c'];
    const events = await Promise.all(
      spellings.map((contact) => read({ event: 'message_inbound', contact, text: 'hi' })),
    );
    const keys = events.map((event) => event.kind === 'message' && event.conversation.key);
    expect(new Set(keys)).toEqual(new Set(['+12055550123']));
  });

  it('never swallows a text, although its notices carry the id of the text', async () => {
    const common = { contact: '+12055550123', text: 'hi', message_id: 'one' };
    const names = ['message_inbound', 'opt-in', 'message_scheduled', 'message_delivered', 'message_failed'];
    const events = await Promise.all(names.map((event) => read({ event, ...common })));
    expect(new Set(events.map(classOf)).size).toBe(names.length);
  });

  it('counts once, though an account in transition names it twice', async () => {
    const common = { contact: '+12055550123', text: 'hi', message_id: 'one' };
    const inbound = await read({ event: 'message_inbound', ...common });
    const reply = await read({ alert_type: 'message_reply', ...common });
    expect(classOf(reply)).toBe(classOf(inbound));
  });

  it('cannot take over the conversation of another kind by its ids', async () => {
    const posing = await read({ event: 'message_inbound', contact: 'group:g1', text: 'hi' });
    const group = await read({ event: 'message_inbound', contact: 'x', group: 'g1', text: 'hi' });
    const split = (conversationId: string, from?: object): Promise<ChannelEvent> =>
      read({ event: 'message.created', data: { conversationId, message: { text: 'hi', from } } });
    const tests = [await split('a:b'), await split('a', { address: 'b' })];
    const keys = [posing, group, ...tests].map((event) => event.kind === 'message' && event.conversation.key);
    expect(new Set(keys).size).toBe(4);
  });
});
