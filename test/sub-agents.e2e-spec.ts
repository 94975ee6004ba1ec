import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { SubAgentRegistry } from '../src/agent/sub-agents/sub-agent.registry.ts';
import { Responder, type TurnReply } from '../src/conversation/responder.ts';
import type { ModelEntry } from '../emulator/journal.ts';
import { AnySubAgent } from './support/any.sub-agent.ts';
import { phone, said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { House } from './support/house.ts';
import { ics } from './support/ics.ts';
import { v1 } from './support/payloads.ts';
import { temporaryFolder, type TemporaryFolder } from './support/temporary-folder.ts';

type Call = ModelEntry & {
  messages: { role: string; content: string | null }[];
  params: { tools?: { function: { name: string } }[]; response_format?: unknown };
};

const ROUTER = 'openai/gpt-oss-20b';
const route = (agent: string, confidence = 0.9): { content: string } => ({
  content: JSON.stringify({ agent, confidence }),
});

let far: FarEnd;
let folder: TemporaryFolder;
let env: Record<string, string>;
beforeAll(async () => {
  far = await FarEnd.start();
  folder = await temporaryFolder();
  const calendar = folder.path('events.ics');
  const soon = new Date(Date.now() + 86_400_000).toISOString().replace(/[-:]|\.\d+/g, '');
  writeFileSync(calendar, ics([['UID:a', 'SUMMARY:Robot fair', `DTSTART:${soon}`]]));
  env = {
    ...far.env(),
    TOOLS: 'calendar,knowledge,current_time,web_search',
    CALENDAR_URLS: calendar,
    WEB_SEARCH_URL: 'http://127.0.0.1:9',
    SUB_AGENTS: 'event_guide,onboarding',
  };
});
afterAll(async () => {
  await far.stop();
  await folder.remove();
});
afterEach(async () => {
  await far.faults({});
  await far.control('DELETE', 'journal');
});

const script = (...steps: object[]): Promise<unknown> => far.faults({ model: { script: steps } });
const calls = async (): Promise<Call[]> => (await far.journal()).model as Call[];
const system = (call: Call | undefined): string => call?.messages[0]?.content ?? '';

/** Opens a house and keeps what its responder gives back, which is what a record of the turn can be made of. */
function during(
  settings: Record<string, string>,
  use: (house: House, given: TurnReply[]) => Promise<void>,
): Promise<void> {
  return House.during(settings, async (house) => {
    const responder = house.app.get(Responder, { strict: false });
    const given: TurnReply[] = [];
    const respond = responder.respond.bind(responder);
    responder.respond = async (...args) => {
      const reply = await respond(...args);
      given.push(reply);
      return reply;
    };
    await use(house, given);
  });
}

describe('a house with sub-agents', () => {
  it('has an event question answered by the event guide, who looks into the calendar', async () => {
    await during(env, async (house, given) => {
      await script(
        route('event_guide'),
        { tool_calls: [{ name: 'calendar', arguments: { words: 'robot' } }] },
        { content: 'The Robot fair is tomorrow.' },
      );
      await house.post(v1(phone(70), said('When does the robotics thing start?'))).expect(200);
      expect(await far.sent(phone(70))).toEqual(['The Robot fair is tomorrow.']);
      const [router, looking, answering, ...more] = await calls();
      expect(more).toEqual([]);
      expect(router).toMatchObject({ model: ROUTER });
      expect(JSON.stringify(router!.params)).toContain('["chip","event_guide","onboarding"]');
      expect(system(looking)).toMatch(/^You are Chip, .* you help somebody with events\./);
      expect(looking!.params.tools!.map((tool) => tool.function.name)).toEqual([
        'calendar',
        'current_time',
        'knowledge',
      ]);
      expect(answering!.messages.at(-1)).toMatchObject({
        role: 'tool',
        content: expect.stringContaining('Robot fair'),
      });
      expect(given).toMatchObject([
        {
          route: { agent: 'event_guide', picked: 'event_guide', reason: 'model', confidence: 0.9 },
          calls: [{ tool: 'calendar', outcome: 'ok' }],
        },
      ]);
    });
  });

  it('counts the tokens of everybody who was asked', async () => {
    await during(env, async (house, given) => {
      const unusable = { content: '{"events": []}' };
      await script(route('event_guide'), unusable, unusable);
      await house.post(v1(phone(71), said('When does the robotics thing start?'))).expect(200);
      await far.sent(phone(71));
      const asked = await calls();
      expect(asked).toHaveLength(4);
      // As the emulator counts them: four characters to a token.
      const tokens = asked.map(({ messages }) => Math.ceil(JSON.stringify(messages).length / 4));
      expect(given[0]!.promptTokens).toBe(tokens.reduce((sum, each) => sum + each));
    });
  });

  it('asks nobody who it is where the words say it', async () => {
    await during(env, async (house, given) => {
      await script({ content: 'Welcome! Where do you live?' });
      await house.post(v1(phone(72), said("I'm new here"))).expect(200);
      expect(await far.sent(phone(72))).toEqual(['Welcome! Where do you live?']);
      const [only, ...more] = await calls();
      expect(more).toEqual([]);
      expect(system(only)).toContain('you welcome somebody new');
      expect(given).toMatchObject([{ route: { agent: 'onboarding', reason: 'words' } }]);
      expect(given[0]!.route).not.toHaveProperty('confidence');
    });
  });

  it('asks nobody for small talk', async () => {
    await during(env, async (house, given) => {
      await house.post(v1(phone(73), 'Hi Chip')).expect(200);
      expect(await far.sent(phone(73))).toEqual(['Heard: Hi Chip']);
      expect(await calls()).toHaveLength(1);
      expect(given).toMatchObject([{ route: { agent: 'chip', reason: 'small-talk' } }]);
    });
  });

  it.each([
    ['doubts', route('event_guide', 0.3), 'doubt'],
    ['talks', { content: 'I think the event guide.' }, 'unreadable'],
    ['names nobody there is', route('web_search'), 'unreadable'],
    ['is away', { status: 503 }, 'failed'],
    ['hangs', { hangMs: 60_000 }, 'timeout'],
  ])('has Chip answer, once, when the router %s', async (_, step, reason) => {
    // The router has a fifth of the deadline, at most 3 s.
    await during(
      { ...env, ...(reason === 'timeout' && { TURN_DEADLINE_MS: '5000' }) },
      async (house, given) => {
        await script(step);
        await house.post(v1(phone(74), said('Who can teach me Rust?'))).expect(200);
        expect(await far.sent(phone(74))).toEqual([`Heard: ${said('Who can teach me Rust?')}`]);
        const [router, chip, ...more] = await calls();
        expect(more).toEqual([]);
        expect({ router: router!.model, chip: chip!.model }).toEqual({
          router: ROUTER,
          chip: 'openai/gpt-oss-120b',
        });
        expect(given).toMatchObject([{ route: { agent: 'chip', picked: 'chip', reason } }]);
      },
    );
    await far.control('DELETE', 'journal');
  });

  it('has Chip answer, once, when a sub-agent crashes', async () => {
    await during(env, async (house, given) => {
      const crash = new AnySubAgent(() => Promise.reject(new TypeError(said('crash'))));
      house.app.get(SubAgentRegistry).register(crash);
      await script(route('poet'));
      await house.post(v1(phone(75), said('A verse on robots, would you'))).expect(200);
      const heard = `Heard: ${said('A verse on robots, would you')}`;
      expect(await far.sent(phone(75))).toEqual([heard]);
      expect(crash.asked).toHaveLength(1);
      expect(given).toMatchObject([{ route: { agent: 'chip', picked: 'poet', failure: 'TypeError' } }]);
      // Whatever else was to come would be there before the answer to the next text.
      await house.post(v1(phone(75), 'Hi Chip')).expect(200);
      expect(await far.sent(phone(75), 2)).toEqual([heard, 'Heard: Hi Chip']);
    });
  });

  it('has Chip answer when what a sub-agent writes cannot be sent', async () => {
    await during(env, async (house, given) => {
      const unusable = { content: '{"events": []}' };
      await script(route('event_guide'), unusable, unusable);
      await house.post(v1(phone(76), said('When does the robotics thing start?'))).expect(200);
      expect(await far.sent(phone(76))).toEqual([`Heard: ${said('When does the robotics thing start?')}`]);
      expect(given).toMatchObject([{ route: { agent: 'chip', failure: 'ReplyRefusedError' } }]);
      const chip = (await calls()).at(-1);
      expect(system(chip)).not.toContain('you help somebody with events');
    });
  });

  it('lets a sub-agent call none but its own tools', async () => {
    await during(env, async (house) => {
      await script(
        { tool_calls: [{ name: 'web_search', arguments: { query: 'robots' } }] },
        { content: 'I only know the calendar.' },
      );
      await house.post(v1(phone(77), said('Any robot events?'))).expect(200);
      expect(await far.sent(phone(77))).toEqual(['I only know the calendar.']);
      const [, answering] = await calls();
      expect(answering!.messages.at(-1)).toMatchObject({
        role: 'tool',
        content: 'There is no tool web_search. There are: calendar, current_time, knowledge.',
      });
    });
  });

  it('begins anew with a text that comes while a sub-agent is at it: one reply that saw both', async () => {
    await during(env, async (house, given) => {
      await script({ hangMs: 60_000 });
      await house.post(v1(phone(78), said('Any robot events?'))).expect(200);
      await until(async () => (await calls()).length === 1);
      await house.post(v1(phone(78), said('Any Rust events?'))).expect(200);
      expect(await far.sent(phone(78))).toEqual([
        `Heard: ${said('Any robot events?')}\n${said('Any Rust events?')}`,
      ]);
      expect(given).toHaveLength(1);
    });
  });
});

describe('a house without sub-agents', () => {
  it('makes one model call a text, whatever it is about', async () => {
    const { SUB_AGENTS: _, ...off } = env;
    await during(off, async (house, given) => {
      await house.post(v1(phone(79), said('Any robot events?'))).expect(200);
      await far.sent(phone(79));
      await house.post(v1(phone(79), said('Who can teach me Rust?'))).expect(200);
      await far.sent(phone(79), 2);
      const made = await calls();
      expect(made.map(({ model }) => model)).toEqual(['openai/gpt-oss-120b', 'openai/gpt-oss-120b']);
      expect(given.map(({ route: routed }) => routed)).toEqual([undefined, undefined]);
    });
  });
});
