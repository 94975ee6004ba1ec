import { describe, expect, it } from '@jest/globals';
import { warningsAbout } from './rules.ts';
import { readConfig } from './read-config.ts';
import { problemsOf } from '../../test/support/config-problems.ts';

const SECRET = 'a-secret-that-must-not-be-shown';

const PROJECT = { SUPABASE_URL: 'https://a.supabase.co' };
/** A key as a legacy project has it; nobody checks its signature here. */
const jwt = (claims: object): string =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${SECRET}`;

describe('configuration', () => {
  it('has a default for everything on a fresh machine', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      PORT: 8000,
      DATABASE_PATH: 'data/chip.db',
      GROQ_MODEL: 'openai/gpt-oss-120b',
      REPLY_MODE: 'queued',
      SEND_GRACE_MS: 60_000,
    });
    expect(config.GROQ_API_KEY).toBeUndefined();
    expect(config.production).toBe(false);
  });

  it('reads numbers, lists and addresses as such', () => {
    const config = readConfig({
      PORT: ' 9000 ',
      GROQ_FALLBACK_MODELS: 'a, b,',
      LOOP_API_BASE_URL: 'http://127.0.0.1:8090/api/v1/',
      LOOP_WEBHOOK_SECRET: 'old-secret-of-loop,new-secret-of-loop',
    });
    expect(config.PORT).toBe(9000);
    expect(config.GROQ_FALLBACK_MODELS).toEqual(['a', 'b']);
    expect(config.LOOP_API_BASE_URL).toBe('http://127.0.0.1:8090/api/v1');
    expect(config.LOOP_WEBHOOK_SECRET).toEqual(['old-secret-of-loop', 'new-secret-of-loop']);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ PORT: '', LOOP_API_KEY: '  ' })).toMatchObject({
      PORT: 8000,
      LOOP_API_KEY: undefined,
    });
  });

  it('names every bad value at once and shows none of them', () => {
    const problems = problemsOf({
      PORT: SECRET,
      REPLY_MODE: SECRET,
      OPENAI_API_BASE: SECRET,
      TURN_CONCURRENCY: '0',
    });
    expect(new Set(problems.map((problem) => problem.split(' ')[0]))).toEqual(
      new Set(['OPENAI_API_BASE', 'PORT', 'REPLY_MODE', 'TURN_CONCURRENCY']),
    );
    expect(problems.join()).not.toContain(SECRET);
  });

  it.each([
    [{ SEND_TIMEOUT_MS: '60000' }, 'SEND_TIMEOUT_MS'],
    [{ TURN_DEADLINE_MS: '60000' }, 'TURN_DEADLINE_MS'],
    [{ SUPABASE_KEY: SECRET }, 'SUPABASE_URL and SUPABASE_KEY'],
    [{ SUPABASE_URL: 'https://a.supabase.co/rest/v1', SUPABASE_KEY: SECRET }, 'SUPABASE_URL'],
    [{ ...PROJECT, SUPABASE_KEY: `sb_publishable_${SECRET}` }, 'sb_secret_'],
    [{ ...PROJECT, SUPABASE_KEY: jwt({ role: 'anon' }) }, '"anon"'],
    [{ ...PROJECT, SUPABASE_KEY: jwt({ role: 'authenticated' }) }, '"authenticated"'],
    [{ LOOP_SECRET_KEY: SECRET }, 'LOOP_SECRET_KEY'],
    [{ LOOP_API_GENERATION: 'legacy', LOOP_API_KEY: SECRET, LOOP_WEBHOOK_SECRET: SECRET }, 'LOOP_SENDER'],
    [{ LOOP_API_KEY: SECRET }, 'LOOP_WEBHOOK_SECRET'],
    [{ NODE_ENV: 'production', LOOP_WEBHOOK_SECRET: 'short' }, 'LOOP_WEBHOOK_SECRET'],
    [{ NODE_ENV: 'production', LOOP_WEBHOOK_SECRET: SECRET, DATABASE_PATH: ':memory:' }, 'DATABASE_PATH'],
    [{ NODE_ENV: 'production' }, 'LOOP_WEBHOOK_SECRET'],
    [{ NODE_ENV: 'production', LOOP_WEBHOOK_SECRET: SECRET, SEND_GRACE_MS: '44999' }, 'SEND_GRACE_MS'],
  ])('refuses %j, naming %s', (env, name) => {
    const problems = problemsOf(env);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(name);
    expect(problems.join()).not.toContain(SECRET);
  });

  it.each([`sb_secret_${SECRET}`, jwt({ role: 'service_role' }), 'of another kind'])(
    'takes the secret key of a Supabase project: %#',
    (key) => {
      expect(problemsOf({ SUPABASE_URL: 'https://a.supabase.co/', SUPABASE_KEY: key })).toEqual([]);
    },
  );

  it('keeps the chain send time-out < send lease < grace', () => {
    const config = readConfig({ SEND_TIMEOUT_MS: '100', SEND_GRACE_MS: '200' });
    expect(config.sendLeaseMs).toBeGreaterThan(config.SEND_TIMEOUT_MS);
    expect(config.sendLeaseMs).toBeLessThan(config.SEND_GRACE_MS);
  });

  it('warns about inline replies beside a Loop key', () => {
    const config = readConfig({ REPLY_MODE: 'inline', LOOP_API_KEY: SECRET, LOOP_WEBHOOK_SECRET: SECRET });
    expect(warningsAbout(config).join()).toContain('REPLY_MODE=inline');
  });
});
