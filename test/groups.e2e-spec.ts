import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { phone, said } from './support/canary.ts';
import { until, type FarEnd } from './support/far-end.ts';
import { House } from './support/house.ts';
import { allLogLines } from './support/logs.ts';
import { openForFile } from './support/open-for-file.ts';
import { legacy, v1 } from './support/payloads.ts';

let far: FarEnd;
let house: House;

openForFile((...opened) => {
  [far, house] = opened;
});

/** A text in a group, by a member. */
const inGroup = (id: string, text: string, member = 80, more = {}): object =>
  v1(phone(member), text, { group: { id, name: 'Makers' }, ...more });
const groupCreated = (id: string): object =>
  legacy(phone(80), 'You were added', { alert_type: 'group_created', group: { group_id: id } });
const group = (): string => `group-${randomUUID()}`;

/** All that the model was given in the call that answered a text. */
async function callAbout(text: string): Promise<string[]> {
  const { model } = await far.journal();
  const calls = model.map(({ messages }) =>
    (messages as { content: string }[]).map(({ content }) => content),
  );
  return calls.find((contents) => contents.at(-1)?.includes(text)) ?? [];
}

describe('a group', () => {
  it('is answered when somebody says his name, as a group and not in private', async () => {
    const id = group();
    await house.post(inGroup(id, said('hey CHIP, who is there?'))).expect(200);
    expect(await far.sent(id)).toEqual([expect.stringContaining(said('hey CHIP, who is there?'))]);
    expect(await far.textsTo(phone(80))).toEqual([]);
  });

  it('is listened to without a model, and what was said is there when somebody asks', async () => {
    const id = group();
    await house.post(inGroup(id, said('pizza on Friday?'), 81)).expect(200);
    await house.post(inGroup(id, said('microchips are not him'), 82)).expect(200);
    await house.post(inGroup(id, said('Chip, what was the plan?'), 83)).expect(200);
    await far.sent(id);
    const call = await callAbout(said('Chip, what was the plan?'));
    const [before, asked] = [call.slice(0, -1).join('\n'), call.at(-1) ?? ''];
    for (const text of [said('pizza on Friday?'), said('microchips are not him')]) {
      expect(before).toContain(text);
      expect(asked).not.toContain(text);
    }
    const speakers = [...`${before}\n${asked}`.matchAll(/^(Member \d+): /gm)].map(([, who]) => who);
    expect(new Set(speakers).size).toBe(3);
    // Its turn came after theirs would have come.
    expect((await far.modelCalls()).filter((text) => text.includes('pizza'))).toEqual([]);
    expect(await far.textsTo(id)).toHaveLength(1);
  });

  it('is answered when somebody replies to a message of his', async () => {
    const id = group();
    await house.post(inGroup(id, said('Chip?'))).expect(200);
    await far.sent(id);
    const sentAs = await until(async () => {
      const { sends } = await far.journal();
      return sends.find(({ to, answer }) => to === id && answer === 'sent')?.message_id;
    });
    await house.post(inGroup(id, said('to somebody else'), 81, { thread_id: randomUUID() })).expect(200);
    await house.post(inGroup(id, said('and when?'), 81, { thread_id: sentAs })).expect(200);
    const [, second] = await far.sent(id, 2);
    expect(second).toContain(said('and when?'));
    expect(second).not.toContain(said('to somebody else'));
  });

  it('can be answered always or never, all of them or one by one', async () => {
    const [chatty, quiet, usual] = [group(), group(), group()];
    const overrides = `${chatty}=always,${quiet}=never`;
    await House.during({ ...far.env(), GROUP_REPLY_OVERRIDES: overrides }, async (own) => {
      await own.post(inGroup(quiet, said('Chip, not here'))).expect(200);
      await own.post(inGroup(usual, said('nobody asked'))).expect(200);
      await own.post(inGroup(chatty, said('anybody?'))).expect(200);
      expect(await far.sent(chatty)).toEqual([expect.stringContaining(said('anybody?'))]);
    });
    await House.during(
      { ...far.env(), GROUP_REPLY: 'always', GROUP_REPLY_OVERRIDES: `${quiet}=never` },
      async (own) => {
        await own.post(inGroup(quiet, said('Chip, nor here'))).expect(200);
        await own.post(inGroup(usual, said('still nobody'))).expect(200);
        expect(await far.sent(usual)).toEqual([expect.stringContaining(said('still nobody'))]);
      },
    );
    expect(await far.textsTo(quiet)).toEqual([]);
  });

  it('is silenced by STOP, also when somebody says his name, until START', async () => {
    const id = group();
    await house.post(inGroup(id, 'STOP', 84)).expect(200);
    await house.post(inGroup(id, said('Chip?'), 85)).expect(200);
    await house.post(inGroup(id, 'START', 84)).expect(200);
    await house.post(inGroup(id, said('Chip, back?'), 85)).expect(200);
    const texts = await far.sent(id, 3);
    expect(texts).toEqual([
      expect.stringMatching(/unsubscribed/),
      expect.stringMatching(/Welcome back/),
      expect.stringContaining(said('Chip, back?')),
    ]);
  });

  it('is greeted once, however often it is said to be new', async () => {
    const id = group();
    for (const _ of [1, 2, 3]) await house.post(groupCreated(id)).expect(200);
    await house.post(inGroup(id, said('Chip, hello'))).expect(200);
    const texts = await far.sent(id, 2);
    expect(texts).toEqual([
      expect.stringMatching(/^Hi, I'm Chip/),
      expect.stringContaining(said('Chip, hello')),
    ]);
    expect((await callAbout(said('Chip, hello'))).join('\n')).toContain("Hi, I'm Chip");
  });

  it('is not greeted where somebody has said STOP', async () => {
    const id = group();
    await house.post(inGroup(id, 'STOP')).expect(200);
    await far.sent(id);
    await house.post(groupCreated(id)).expect(200);
    await house.post(inGroup(id, 'START')).expect(200);
    expect(await far.sent(id, 2)).toEqual([
      expect.stringMatching(/unsubscribed/),
      expect.stringMatching(/Welcome back/),
    ]);
  });
});

describe('somebody who answers like a machine', () => {
  /** Lets a machine answer each reply with its next text, until it gets none any more or has had its say. */
  async function letAnswer(own: House, n: number, times: number): Promise<string[]> {
    for (let count = 1; count <= times; count++) {
      await own.post(v1(phone(n), said(`I am out of office (${count}).`))).expect(200);
      await far.sent(phone(n), count);
    }
    return far.textsTo(phone(n));
  }

  it('is told once and gets no more answers, while others do', async () => {
    const texts = await letAnswer(house, 86, 9);
    expect(texts.at(-1)).toMatch(/quiet for an hour/);
    expect(texts.filter((text) => text.startsWith('Heard:'))).toHaveLength(8);
    for (const text of [said('I am out of office (10).'), said('something else')]) {
      await house.post(v1(phone(86), text)).expect(200);
    }
    await house.post(v1(phone(87), said('a human'))).expect(200);
    await far.sent(phone(87));
    expect(await far.textsTo(phone(86))).toHaveLength(9);
    expect((await far.modelCalls()).filter((text) => text.includes('something else'))).toEqual([]);
    const alerts = allLogLines().filter(({ line }) => line.includes('"alert":"bot-loop"'));
    expect(alerts[0]?.line).toMatch(/"level":"error".*"conversationId":"/);
  });

  it('is answered all the same without the breaker', async () => {
    await House.during({ ...far.env(), BOT_LOOP_BREAKER: 'off' }, async (own) => {
      const texts = await letAnswer(own, 88, 10);
      expect(texts.filter((text) => text.startsWith('Heard:'))).toHaveLength(10);
    });
  });
});
