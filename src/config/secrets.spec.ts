import { describe, expect, it } from '@jest/globals';
import { readConfig } from './read-config.ts';
import { secretsOf } from './secrets.ts';

const secret = (name: string): string => `value-of-${name}-4711`;

describe('the secrets of a configuration', () => {
  it('are none on a fresh machine', () => {
    expect(secretsOf(readConfig({}))).toEqual([]);
  });

  it('are its keys, secrets and tokens, both of two, and nothing else that is set', () => {
    const config = readConfig({
      GROQ_API_KEY: secret('groq'),
      LOOP_API_KEY: secret('loop'),
      LOOP_SECRET_KEY: secret('loop2'),
      LOOP_WEBHOOK_SECRET: `${secret('new')},${secret('old')}`,
      WEB_SEARCH_KEY: secret('search'),
      LOOP_SENDER: 'sender-id-12345678',
      GROQ_MODEL: 'a-model-of-some-kind',
      INPUT_TOKEN_LIMIT: '12345678'.slice(0, 6),
    });
    const names = ['groq', 'loop', 'loop2', 'new', 'old', 'search'];
    expect(secretsOf(config).toSorted()).toEqual(names.map(secret).toSorted());
  });

  it('are passwords in addresses and the unguessable parts of calendars', () => {
    const hidden = 'private-8f14e45fceea167a5a36dedd4bea2543';
    const config = readConfig({
      CALENDAR_URLS: [
        `https://calendar.example/ical/club%40group.example/${hidden}/basic.ics`,
        `https://user:${encodeURIComponent('pass/word:1')}@example.org/events-of-the-alabama-tech-community.ics`,
        `https://example.org/feed?key=${secret('feed')}&v=1`,
        'calendars/local-file-with-a-long-name-2027.ics',
      ].join(','),
    });
    expect(secretsOf(config).toSorted()).toEqual([hidden, 'pass/word:1', secret('feed')].toSorted());
  });

  it('are what MCP servers are given to prove who asks', () => {
    const MCP_SERVERS = JSON.stringify({
      a: {
        command: 'node',
        args: [
          'server.js',
          '--verbose',
          `--api-key=${secret('flag')}`,
          '--token',
          secret('next'),
          '--port',
          '12345678',
        ],
        env: { A_KEY: secret('env'), LANG: 'en_US.UTF-8', BASE_URL: 'https://example.org' },
        allow: ['x'],
      },
      b: {
        url: `https://example.org/mcp?api_key=${secret('query')}`,
        headers: {
          Authorization: `Bearer ${secret('header')}`,
          'X-Api-Key': secret('plain'),
          accept: 'application/json',
        },
        allow: ['x'],
      },
    });
    const names = ['flag', 'next', 'env', 'query', 'header', 'plain'];
    expect(secretsOf(readConfig({ MCP_SERVERS })).toSorted()).toEqual(names.map(secret).toSorted());
  });

  it('are not what is too short to be told from words', () => {
    expect(secretsOf(readConfig({ GROQ_API_KEY: 'short12' }))).toEqual([]);
  });
});
