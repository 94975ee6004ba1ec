import { describe, expect, it } from '@jest/globals';
import { readConfig } from './read-config.ts';
import { problemsOf } from '../../test/support/config-problems.ts';

const SECRET = 'a-secret-that-must-not-be-shown';
const ACCOUNT = `AC${'1a'.repeat(16)}`;
const WHOLE = {
  TWILIO_ACCOUNT_SID: ACCOUNT,
  TWILIO_AUTH_TOKEN: SECRET,
  TWILIO_SENDER: '+12055550100',
  PUBLIC_URL: 'https://chip.example',
};

describe('the Twilio variables', () => {
  it.each([
    {},
    { TWILIO_SENDER: `MG${'2'.repeat(32)}` },
    { TWILIO_SENDER: '12345' },
    { TWILIO_AUTH_TOKEN: `${SECRET},an-old-token` },
    { TWILIO_API_KEY: 'SK1', TWILIO_API_SECRET: SECRET },
  ])('are whole with %j', (more) =>
    expect(problemsOf({ ...WHOLE, ...(more as Record<string, string>) })).toEqual([]),
  );

  it('keep the address that Twilio calls without a slash at its end', () => {
    expect(readConfig({ ...WHOLE, PUBLIC_URL: 'https://chip.example/base/' }).PUBLIC_URL).toBe(
      'https://chip.example/base',
    );
  });

  it.each(['TWILIO_AUTH_TOKEN', 'TWILIO_API_KEY', 'TWILIO_API_SECRET', 'TWILIO_SENDER'])(
    'do not begin with %s',
    (name) => {
      const problems = problemsOf({ [name]: SECRET });
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatch(new RegExp(`TWILIO_ACCOUNT_SID is missing beside ${name}:`));
    },
  );

  it.each(['TWILIO_AUTH_TOKEN', 'TWILIO_SENDER', 'PUBLIC_URL'])('need %s', (name) => {
    const problems = problemsOf({ ...WHOLE, [name]: '' });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(name);
  });

  it.each([
    [{ TWILIO_ACCOUNT_SID: `SK${'1'.repeat(32)}` }, 'TWILIO_ACCOUNT_SID'],
    [{ TWILIO_AUTH_TOKEN: 'one,two,three' }, 'TWILIO_AUTH_TOKEN'],
    [{ TWILIO_API_KEY: SECRET }, 'TWILIO_API_SECRET'],
    [{ TWILIO_API_SECRET: SECRET }, 'TWILIO_API_KEY'],
    [{ TWILIO_SENDER: 'CHIP' }, 'TWILIO_SENDER'],
    [{ TWILIO_SENDER: '2055550100 ' + SECRET }, 'TWILIO_SENDER'],
  ])('cannot be %j', (more, name) => {
    const problems = problemsOf({ ...WHOLE, ...more });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(name);
    expect(problems.join()).not.toContain(SECRET);
  });

  it.each([
    'chip.example',
    'ftp://chip.example',
    'https://user:pass@chip.example',
    'https://chip.example/?a=1',
  ])('do not take %s for the address that Twilio calls', (PUBLIC_URL) =>
    expect(problemsOf({ ...WHOLE, PUBLIC_URL }).join()).toContain('PUBLIC_URL must be'),
  );
});
