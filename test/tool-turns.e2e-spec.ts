import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { listGaps } from '../src/tools/knowledge/gaps.ts';
import { phone, said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { House } from './support/house.ts';
import { ics } from './support/ics.ts';
import { v1 } from './support/payloads.ts';
import { temporaryFolder, type TemporaryFolder } from './support/temporary-folder.ts';

let far: FarEnd;
let house: House;
let folder: TemporaryFolder;

beforeAll(async () => {
  far = await FarEnd.start();
  const soon = new Date(Date.now() + 86_400_000).toISOString().replace(/[-:]|\.\d+/g, '');
  folder = await temporaryFolder();
  const calendar = folder.path('events.ics');
  writeFileSync(calendar, ics([['UID:a', 'SUMMARY:Robot fair', 'LOCATION:Mobile', `DTSTART:${soon}`]]));
  house = await House.open({
    ...far.env(),
    TOOLS: 'current_time,calendar,knowledge',
    CALENDAR_URLS: calendar,
  });
});
afterEach(() => far.faults({}));
afterAll(async () => {
  await house.close();
  await far.stop();
  await folder.remove();
});

const requestsWith = async (text: string) => {
  const { model } = await far.journal();
  return model.filter(({ messages }) => JSON.stringify(messages).includes(text));
};
const callsCalendar = { says: "what's on", name: 'calendar', arguments: { days: 7 } };

describe('a text that asks for what a tool knows', () => {
  it('is answered with what the tool gave', async () => {
    await far.faults({ model: { calls: [callsCalendar] } });
    await house.post(v1(phone(60), said("what's on this week?"))).expect(200);
    const [reply] = await far.sent(phone(60));
    expect(reply).toContain('Robot fair');
    const requests = await requestsWith("what's on");
    expect(requests).toHaveLength(2);
    const offered = requests.map(({ params }) =>
      (params.tools as { function: { name: string } }[]).map((tool) => tool.function.name),
    );
    expect(offered).toEqual([
      ['calendar', 'current_time', 'knowledge'],
      ['calendar', 'current_time', 'knowledge'],
    ]);
    const roles = (requests[1]!.messages as { role: string }[]).map(({ role }) => role);
    expect(roles).toEqual(['system', 'system', 'user', 'assistant', 'tool']);
  });

  it('leaves a gap for the organisers where their pages say nothing', async () => {
    const query = 'quantum beekeeping';
    await far.faults({ model: { calls: [{ says: 'beekeeping', name: 'knowledge', arguments: { query } }] } });
    for (const member of [63, 64]) {
      await house.post(v1(phone(member), said('anything on beekeeping?'))).expect(200);
      expect((await far.sent(phone(member)))[0]).toContain('have written nothing about that');
    }
    expect(await listGaps(house.store.tools)).toMatchObject([{ question: query, count: 2 }]);
  });

  it('is answered without one when the provider says that the model cannot call', async () => {
    const refusal = { status: 400, error: { code: 'tool_use_failed', message: 'no' } };
    await far.faults({ model: { script: [refusal, refusal] } });
    await house.post(v1(phone(61), said('what can you do?'))).expect(200);
    expect((await far.sent(phone(61)))[0]).toContain('Answer now. No tools can be called any more.');
  });

  it('starts afresh when another text comes meanwhile', async () => {
    await far.faults({ model: { script: [{ tool_calls: [{ name: 'calendar' }] }, { delayMs: 5000 }] } });
    await house.post(v1(phone(62), said('one, what is new?'))).expect(200);
    await until(async () => (await requestsWith('one, what is new?')).length === 2);
    await far.faults({});
    await house.post(v1(phone(62), said('two'))).expect(200);
    expect(await far.sent(phone(62))).toEqual([`Heard: ${said('one, what is new?')}\n${said('two')}`]);
  });
});
