import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Json } from '../http.ts';
import { TestBed } from '../test-bed.ts';

const PERSON = '+12025550142';

let bed: TestBed;
beforeAll(async () => {
  bed = await TestBed.start();
  await bed.control('PUT', 'config', { clockScale: 1 });
});
afterEach(() => bed.reset());
afterAll(() => bed.stop());

const typing = async (body: Json): Promise<unknown> => {
  const { status, body: answer } = await bed.loop('POST', 'message/show-typing/', body);
  return status === 200 ? answer : answer.code;
};

describe('show-typing', () => {
  it('is shown to who has just written, by the message or by both ends', async () => {
    const { message_id } = await bed.inbound({ contact: PERSON, text: 'hi' });
    expect(await typing({ message_id, typing: 5 })).toEqual({ success: true });
    expect(await typing({ contact: '+1 (202) 555-0142', sender: 'sender-id', typing: 60 })).toEqual({
      success: true,
    });
    expect(await typing({ message_id, read: true })).toEqual({ success: true });
    expect((await bed.journal()).typing).toMatchObject([
      { to: PERSON, typing: 5, read: false, outcome: 'accepted' },
      { to: PERSON, typing: 60, read: true, outcome: 'accepted' },
      { to: PERSON, typing: null, read: true, outcome: 'accepted' },
    ]);
  });

  it('is shown in a group that has just been written in', async () => {
    const { message_id } = await bed.inbound({ contact: PERSON, text: 'hi', group: { id: 'g-typing' } });
    expect(await typing({ message_id, typing: 5 })).toEqual({ success: true });
    expect((await bed.journal()).typing).toMatchObject([{ to: 'g-typing' }]);
    // What they write in a group says nothing about the conversation with them alone.
    expect(await typing({ contact: PERSON, sender: 'sender-id', typing: 5 })).toBe(510);
  });

  it('is refused after five minutes of silence, but the message can still be marked as read', async () => {
    const { message_id } = await bed.inbound({ contact: PERSON, text: 'hi' });
    await bed.control('PUT', 'config', { clockScale: 1e9 });
    expect(await typing({ message_id, typing: 5 })).toBe(510);
    expect(await typing({ message_id, read: true })).toEqual({ success: true });
    await bed.control('PUT', 'config', { clockScale: 1 });
    expect(await typing({ contact: '+12025550199', sender: 'sender-id', typing: 5 })).toBe(510);
  });

  it('is refused where the call makes no sense', async () => {
    const { message_id } = await bed.inbound({ contact: PERSON, text: 'hi' });
    const codes = [
      await typing({ message_id, typing: 61 }),
      await typing({ message_id, typing: 'long' }),
      await typing({ message_id }),
      await typing({ message_id: 'nobody', typing: 5 }),
      await typing({ contact: PERSON, typing: 5 }),
      await typing({ contact: '+1202', sender: 'sender-id', typing: 5 }),
      await typing({ contact: PERSON, sender: 'chip@imsg.example', typing: 5 }),
    ];
    expect(codes).toEqual([125, 125, 120, 595, 120, 180, 220]);
  });

  it('does not ask who has written where webhooks come from elsewhere', async () => {
    await bed.control('PUT', 'config', { strict: false });
    expect(await typing({ message_id: 'elsewhere', typing: 5 })).toEqual({ success: true });
    await bed.control('PUT', 'config', { strict: true });
  });
});
