import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import { chooseDto } from './choose-dto.ts';
import { LoopEventDto } from './loop-event.dto.ts';
import { TestingEventDto } from './testing-event.dto.ts';

/** The paths of all fields that are wrong. */
async function wrongFields(body: unknown): Promise<string[]> {
  const dto = plainToInstance(chooseDto(body)!.dto, body);
  const errors = await validate(dto, { whitelist: false, forbidUnknownValues: false });
  const paths = (error: ValidationError, above = ''): string[] => {
    const path = above + error.property;
    return [
      ...(error.constraints ? [path] : []),
      ...(error.children ?? []).flatMap((child) => paths(child, `${path}.`)),
    ];
  };
  return errors.flatMap((error) => paths(error)).sort();
}

const testing = (message: unknown): unknown => ({
  event: 'message.created',
  data: { conversationId: 'c1', message },
});

describe('the DTO of a webhook body', () => {
  it.each([
    { event: 'message_inbound' },
    { event: 'Anything' },
    { alert_type: 'message_sent' },
    { event: 7, alert_type: 'message_sent' },
    { contact: '+12055550123', text: 'hi' },
    { recipient: '+12055550123', text: null },
    { event: 'x', data: { message: {} } },
  ])('is that of Loop and quarantines for %j', (body) => {
    expect(chooseDto(body)).toEqual({ dto: LoopEventDto, whenInvalid: 'quarantine' });
  });

  it.each([{ event: 'message.created' }, { event: ' Message.Created ' }, { data: { message: null } }])(
    'is the testing shape and rejects for %j',
    (body) => {
      expect(chooseDto(body)).toEqual({ dto: TestingEventDto, whenInvalid: 'reject' });
    },
  );

  it.each([
    {},
    [],
    [{ event: 'message_inbound' }],
    'event',
    null,
    undefined,
    7,
    { event: ' ' },
    { event: {} },
    { text: 'hi' },
    { data: [] },
  ])('is none for %j', (body) => {
    expect(chooseDto(body)).toBeUndefined();
  });
});

describe('a webhook of Loop', () => {
  it('names every field of a wrong type', async () => {
    const body = {
      event: 'message_inbound',
      contact: 12055550123,
      text: 42,
      attachments: 'https://files.example.com/a.png',
      message_type: 7,
      group: ['g1'],
      success: 'yes',
      speech: 'hello',
      error_code: { n: 1 },
      message_id: 5,
    };
    const { event: _, ...wrong } = body;
    await expect(wrongFields(body)).resolves.toEqual(Object.keys(wrong).sort());
  });

  it('has ids that fit into an index, and a text as long as the body may be', async () => {
    const long = 'x'.repeat(513);
    const body = {
      event: 'message_inbound',
      message_id: long,
      webhook_id: long,
      contact: long,
      group: { id: long },
    };
    await expect(wrongFields(body)).resolves.toEqual(['contact', 'group', 'message_id', 'webhook_id']);
    await expect(wrongFields({ event: 'message_inbound', text: 'x'.repeat(256_000) })).resolves.toEqual([]);
  });

  it('may have null or an unknown field anywhere, and keeps the unknown ones', async () => {
    const names = Object.keys(new LoopEventDto());
    const body = {
      ...Object.fromEntries(names.map((name) => [name, null])),
      event: 'x',
      brand_new: { a: 1 },
    };
    expect(names).toContain('webhook_id');
    await expect(wrongFields(body)).resolves.toEqual([]);
    expect(plainToInstance(LoopEventDto, body)).toHaveProperty('brand_new', { a: 1 });
  });

  it('may have an error code as a number or as digits, and nothing that only turns into one', async () => {
    const wrong = (error_code: unknown): Promise<string[]> =>
      wrongFields({ event: 'message_failed', error_code });
    for (const code of [1020, '1020']) await expect(wrong(code)).resolves.toEqual([]);
    for (const code of [['1020'], { toString: 1 }, 1.5, 'x', true])
      await expect(wrong(code)).resolves.toEqual(['error_code']);
  });

  it('is never refused for what somebody else has put into passthrough', async () => {
    await expect(wrongFields({ event: 'message_sent', passthrough: { not: 'a text' } })).resolves.toEqual([]);
  });
});

describe('the testing shape', () => {
  it.each([
    [{ event: 'message.created' }, ['data']],
    [{ event: 'message.created', data: [] }, ['data']],
    [{ event: 'message.created', data: {} }, ['data.conversationId', 'data.message']],
    [
      { event: null, data: { conversationId: ' ', message: 'hi' } },
      ['data.conversationId', 'data.message', 'data.message'],
    ],
    [testing({}), ['data.message.text']],
    [testing({ text: 5, id: 7 }), ['data.message.id', 'data.message.text']],
    [testing({ text: 'hi', from: {} }), ['data.message.from.address']],
    [testing({ text: 'hi', from: [] }), ['data.message.from']],
    [
      testing({ text: 'hi', from: '+12055550123', to: { address: ' ' } }),
      ['data.message.from', 'data.message.to.address'],
    ],
    [testing({ text: 'hi', timestamp: 5 }), ['data.message.timestamp']],
  ])('has no room for %j', async (body, fields) => {
    expect([...new Set(await wrongFields(body))]).toEqual([...new Set(fields)]);
  });
});
