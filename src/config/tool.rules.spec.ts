import { describe, expect, it } from '@jest/globals';
import { readConfig } from './read-config.ts';
import { problemsOf } from '../../test/support/config-problems.ts';
import { warningsAbout } from './rules.ts';

const SECRET = 'a-secret-that-must-not-be-shown';

const mcp = (servers: unknown): Record<string, string> => ({ MCP_SERVERS: JSON.stringify(servers) });

describe('the configuration of tools', () => {
  it('has everything off, and the time of Chicago', () => {
    expect(readConfig({})).toMatchObject({
      TOOLS: [],
      KNOWLEDGE_PATH: 'knowledge',
      CALENDAR_URLS: [],
      MCP_SERVERS: [],
      DEFAULT_TIME_ZONE: 'America/Chicago',
    });
  });

  it.each([
    [{ TOOLS: 'current_time, knowledge' }],
    [{ TOOLS: 'calendar', CALENDAR_URLS: 'https://example.org/a.ics,webcal://example.org/b,events/c.ics' }],
    [{ TOOLS: 'calendar', CALENDAR_URLS: 'http://127.0.0.1:8080/a.ics,http://localhost/b,http://[::1]/c' }],
    [{ TOOLS: 'web_search', WEB_SEARCH_URL: 'http://searxng.internal:8080' }],
    [{ TOOLS: 'web_search', WEB_SEARCH_KEY: SECRET }],
    [{ TOOLS: 'web_search', WEB_SEARCH_KEY: SECRET, WEB_SEARCH_URL: 'http://127.0.0.1:1/res/v1' }],
    [{ TOOLS: 'remind,current_time' }],
    [{ DEFAULT_TIME_ZONE: 'Europe/Berlin' }],
    [{ DEFAULT_TIME_ZONE: 'UTC' }],
  ] as Record<string, string>[][])('takes %j', (env) => {
    expect(problemsOf(env!)).toEqual([]);
  });

  it.each([
    [{ TOOLS: SECRET }, /^TOOLS .*current_time, knowledge, calendar, web_search, remind/],
    [{ TOOLS: 'reminder' }, /^TOOLS /],
    [{ TOOLS: 'knowledge', KNOWLEDGE_PATH: SECRET }, /^KNOWLEDGE_PATH must be a folder/],
    [{ TOOLS: 'knowledge', KNOWLEDGE_PATH: 'package.json' }, /^KNOWLEDGE_PATH must be a folder/],
    [{ TOOLS: 'calendar' }, /^CALENDAR_URLS is missing/],
    [{ TOOLS: 'calendar', CALENDAR_URLS: `http://example.org/${SECRET}` }, /^CALENDAR_URLS must be https/],
    [{ TOOLS: 'calendar', CALENDAR_URLS: `ftp://example.org/${SECRET}` }, /^CALENDAR_URLS must be https/],
    [{ TOOLS: 'web_search' }, /^WEB_SEARCH_URL is missing.*WEB_SEARCH_KEY for Brave/],
    [{ WEB_SEARCH_KEY: SECRET, WEB_SEARCH_URL: 'http://example.org' }, /^WEB_SEARCH_URL must be https/],
    [{ DEFAULT_TIME_ZONE: SECRET }, /^DEFAULT_TIME_ZONE must be the IANA name/],
    [{ DEFAULT_TIME_ZONE: '+05:00' }, /^DEFAULT_TIME_ZONE must be/],
  ] as [Record<string, string>, RegExp][])('refuses %j, saying how to mend it', (env, problem) => {
    expect(problemsOf(env)).toEqual([expect.stringMatching(problem)]);
    expect(problemsOf(env).join()).not.toContain(SECRET);
  });

  it('warns of a setting whose tool is off', () => {
    const config = readConfig({ CALENDAR_URLS: 'a.ics', WEB_SEARCH_KEY: SECRET });
    const about = warningsAbout(config).filter((warning) => warning.includes('TOOLS'));
    expect(about).toEqual([
      'CALENDAR_URLS is set, but TOOLS does not name calendar: it is off',
      'WEB_SEARCH_KEY is set, but TOOLS does not name web_search: it is off',
    ]);
    const on = readConfig({ CALENDAR_URLS: 'a.ics', TOOLS: 'calendar' });
    expect(warningsAbout(on).join()).not.toContain('TOOLS');
  });

  it('warns of reminders by a model that knows no date', () => {
    const about = (tools: string): string => warningsAbout(readConfig({ TOOLS: tools })).join();
    expect(about('remind')).toContain('TOOLS names remind without current_time: add it');
    expect(about('remind,current_time')).not.toContain('TOOLS');
  });
});

describe('MCP_SERVERS', () => {
  it('are programs and addresses, with what may be called', () => {
    const { MCP_SERVERS } = readConfig(
      mcp({
        maps: { command: 'node', args: ['maps.js'], env: { MAPS_KEY: SECRET }, allow: ['find-place'] },
        'the-weather': {
          url: 'https://example.org/mcp',
          headers: { authorization: `Bearer ${SECRET}` },
          allow: ['forecast'],
          asks: ['report'],
          allowHosts: ['*.example.org'],
        },
        notes: { command: 'notes', asks: ['write'] },
      }),
    );
    expect(MCP_SERVERS).toEqual([
      {
        name: 'maps',
        reach: { kind: 'stdio', command: 'node', args: ['maps.js'], env: { MAPS_KEY: SECRET } },
        allow: ['find-place'],
        asks: [],
        allowHosts: [],
      },
      {
        name: 'the-weather',
        reach: {
          kind: 'http',
          url: 'https://example.org/mcp',
          headers: { authorization: `Bearer ${SECRET}` },
        },
        allow: ['forecast'],
        asks: ['report'],
        allowHosts: ['*.example.org'],
      },
      {
        name: 'notes',
        reach: { kind: 'stdio', command: 'notes', args: [], env: {} },
        allow: [],
        asks: ['write'],
        allowHosts: [],
      },
    ]);
  });

  const server = { command: 'node', allow: ['a'] };
  it.each([
    [SECRET, /JSON on one line, such as/],
    ['[]', /a JSON object with one entry a server/],
    [{ [SECRET]: server }, /server 1 has a name of at most 20/],
    [{ Maps: server }, /server 1 has a name/],
    [{ maps: SECRET }, /server 1 is an object/],
    [
      { maps: server, more: { ...server, allowHost: [] } },
      /server 2 has no other entries than command, args/,
    ],
    [{ maps: { command: 'node' } }, /server 1 has "allow", the names of the tools.*no word for all/],
    [{ maps: { command: 'node', allow: [] } }, /server 1 has "allow"/],
    [{ maps: { command: 'node', allow: '*' } }, /server 1 has "allow"/],
    [{ maps: { ...server, asks: SECRET } }, /server 1 has "allow"/],
    [{ maps: { ...server, asks: ['a'] } }, /server 1 names each tool once/],
    [{ maps: { allow: ['a'] } }, /server 1 has either a "command" or a "url"/],
    [{ maps: { ...server, url: 'https://example.org' } }, /either a "command" or a "url"/],
    [{ maps: { ...server, args: SECRET } }, /"args" of server 1 is a list/],
    [{ maps: { ...server, env: { A: 1 } } }, /"env" an object of texts/],
    [{ maps: { ...server, env: { A: 'a\nb' } } }, /"env" an object of texts/],
    [{ maps: { ...server, headers: {} } }, /server 1 has "headers" only beside a "url"/],
    [{ maps: { ...server, allowHosts: SECRET } }, /"allowHosts" of server 1 is a list of hosts/],
    [{ maps: { url: SECRET, allow: ['a'] } }, /server 1 has an http:\/\/ or https:\/\/ "url"/],
    [{ maps: { url: `https://user:${SECRET}@example.org`, allow: ['a'] } }, /without credentials/],
    [{ maps: { url: 'https://example.org', headers: [SECRET], allow: ['a'] } }, /"headers" of server 1/],
    [{ maps: { url: 'https://example.org', env: {}, allow: ['a'] } }, /"args" and "env" only beside/],
    [{ 'a-b': server, a_b: server }, /no two servers have one name/],
  ] as [unknown, RegExp][])('refuses %j, naming the place and showing no value', (servers, problem) => {
    const text = typeof servers === 'string' ? servers : JSON.stringify(servers);
    const problems = problemsOf({ MCP_SERVERS: text });
    expect(problems).toEqual([expect.stringMatching(/^MCP_SERVERS must be /)]);
    expect(problems[0]).toMatch(problem);
    expect(problems[0]).not.toContain(SECRET);
  });
});
