import { describe, expect, it } from '@jest/globals';
import { problemsOf } from '../../test/support/config-problems.ts';

const complete = { LOOP_API_KEY: 'key', LOOP_WEBHOOK_SECRET: 'a-secret-of-some-length' };

describe('what is pasted for Loop', () => {
  it('may be a key, a secret and an address', () => {
    expect(problemsOf({ ...complete, LOOP_API_BASE_URL: 'https://a.loopmessage.com/api/v1' })).toEqual([]);
  });

  it.each(['bearer-7f3a', 'BEARERS', 'x-bearer key'])('may be a key with that word in it: %s', (key) => {
    expect(problemsOf({ ...complete, LOOP_API_KEY: key })).toEqual([]);
  });

  it.each([
    ['LOOP_API_KEY', { LOOP_API_KEY: 'Bearer key' }],
    ['LOOP_API_KEY', { LOOP_API_KEY: 'bearer key' }],
    ['LOOP_API_KEY', { LOOP_API_KEY: 'BEARER\tkey' }],
    ['LOOP_API_BASE_URL', { LOOP_API_BASE_URL: 'https://a.loopmessage.com/api/v1/message/send/' }],
    ['LOOP_API_BASE_URL', { LOOP_API_BASE_URL: 'https://a.loopmessage.com/api/v1/message/show-typing' }],
  ])('is told what is too much in %s, without its value', (name, wrong) => {
    const problems = problemsOf({ ...complete, ...wrong });
    expect(problems).toEqual([expect.stringContaining(name)]);
    expect(problems.join()).not.toContain(Object.values(wrong)[0]);
  });
});
