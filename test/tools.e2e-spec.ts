import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Test } from '@nestjs/testing';
import { ConfigModule } from '../src/config/config.module.ts';
import { ToolRegistry } from '../src/tools/tool.registry.ts';
import { ToolsModule } from '../src/tools/tools.module.ts';
import { CapturedLog } from './support/captured-log.ts';
import { DiceTool } from './support/dice.tool.ts';
import { House } from './support/house.ts';
import { ics } from './support/ics.ts';
import { Loopback } from './support/loopback.ts';
import { toolContext } from './support/tool-context.ts';

const text = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const names = (registry: ToolRegistry): string[] => registry.list().map(({ name }) => name);

describe('a tool that src knows nothing of', () => {
  beforeEach(() => {
    new CapturedLog();
  });

  it('is on when it is listed, and is called like any other', async () => {
    const testing = await Test.createTestingModule({
      imports: [ConfigModule, ToolsModule.forRoot({ tools: [DiceTool] })],
    }).compile();
    const registry = testing.get(ToolRegistry);
    expect(names(registry)).toEqual(['dice']);
    const rolled = await registry.call('dice', { sides: 2 }, toolContext(), 5000);
    expect(rolled).toMatchObject({
      outcome: 'ok',
      observation: expect.stringMatching(/^\{"rolled":[12]\}$/),
    });
    expect(await registry.call('dice', { to: 'x' }, toolContext(), 5000)).toMatchObject({
      outcome: 'refused',
    });
    await testing.close();
  });

  it('stands in docs/extending.md as it is here, in less than 20 lines', () => {
    const code = text('./support/dice.tool.ts').replace('../../src/tools/', './');
    expect(text('../docs/extending.md')).toContain(`// src/tools/dice.tool.ts\n${code}`);
    expect(code.trim().split('\n').length).toBeLessThan(20);
  });
});

describe('the tools of a house', () => {
  it('are all off on a fresh machine', async () => {
    await House.during({}, (house) => {
      expect(names(house.app.get(ToolRegistry))).toEqual([]);
      return Promise.resolve();
    });
  });

  it('are on when they are named, and work', async () => {
    const soon = new Date(Date.now() + 86_400_000).toISOString().replace(/[-:]|\.\d+/g, '');
    const far = await Loopback.start(({ url }, response) =>
      url === '/calendar.ics'
        ? response.end(ics([['UID:a', 'SUMMARY:Robot fair', `DTSTART:${soon}`]]))
        : response.end('{"results": [{"title": "Robots", "url": "https://example.org/", "content": "x"}]}'),
    );
    const env = {
      TOOLS: 'current_time,knowledge,calendar,web_search,remind',
      CALENDAR_URLS: `${far.url}/calendar.ics`,
      WEB_SEARCH_URL: far.url,
    };
    await House.during(env, async (house) => {
      const registry = house.app.get(ToolRegistry);
      expect(names(registry)).toEqual(['calendar', 'current_time', 'knowledge', 'remind', 'web_search']);
      const context = toolContext({ now: Date.now() });
      const observed = async (name: string, input: object): Promise<string> => {
        const { outcome, observation } = await registry.call(name, input, context, 8000);
        return `${outcome}: ${observation}`;
      };
      expect(await observed('calendar', {})).toMatch(/^ok: .*Robot fair/);
      expect(await observed('current_time', {})).toMatch(/^ok: .*America\/Chicago/);
      expect(await observed('knowledge', { query: 'parking' })).toMatch(/^ok: .*Meetups \(sample page\)/);
      expect(await observed('remind', { action: 'list' })).toMatch(/^ok: .*"reminders":\[\]/);
      expect(await observed('web_search', { query: 'robots' })).toMatch(/^ok: .*example\.org/);
    });
    await far.close();
  });

  it('hand out no secret that the house was given', async () => {
    const env = {
      TOOLS: 'web_search',
      WEB_SEARCH_KEY: 'BSA-7f3kq9Zt21xLpW0c',
      GROQ_API_KEY: 'gsk_Z7tq93LmPd20Xv81aBcD',
    };
    await House.during(env, async (house) => {
      const registry = house.app.get(ToolRegistry);
      for (const secret of Object.values(env).slice(1)) {
        const query = Buffer.from(secret).toString('base64');
        const done = await registry.call('web_search', { query }, toolContext(), 1000);
        expect(done).toMatchObject({ outcome: 'refused', arguments: '[withheld]' });
      }
    });
  });
});
