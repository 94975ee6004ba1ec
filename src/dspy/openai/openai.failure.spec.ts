import { describe, expect, it } from '@jest/globals';
import { TimeLimitError } from '../time-limit.ts';
import { toFailure } from './openai.failure.ts';

describe('what an error of the client means', () => {
  it.each(['tool_use_failed', 'json_validate_failed'])(
    'is a bad answer for %s: under a 400, or in a stream that had begun well',
    (code) => {
      const bad = { kind: 'bad-output', remedy: 'same-model', code };
      expect(toFailure({ status: 400, code })).toEqual({ ...bad, status: 400 });
      // A status that nobody has told is none, in logs and in errors.
      expect(toFailure({ status: undefined, code })).toEqual(bad);
      expect(Object.keys(toFailure({ code }))).not.toContain('status');
    },
  );

  it.each([
    [401, 'rejected', 'none'],
    [429, 'unavailable', 'retry'],
    [500, 'unavailable', 'retry'],
    [404, 'unavailable', 'other-model'],
  ])('goes by the status %d whatever the code says', (status, kind, remedy) => {
    expect(toFailure({ status, code: 'tool_use_failed' })).toMatchObject({ kind, remedy, status });
  });

  it('is the connection where there is neither status nor such a code, named by the innermost cause', () => {
    const reset = Object.assign(new Error('x'), { code: 'ECONNRESET' });
    const wrapped = new Error('x', { cause: new Error('x', { cause: reset }) });
    expect(toFailure(wrapped)).toEqual({ kind: 'unavailable', remedy: 'retry', code: 'ECONNRESET' });
    expect(toFailure(new SyntaxError('x'))).toMatchObject({ kind: 'unavailable', code: 'SyntaxError' });
    expect(toFailure(undefined)).toMatchObject({ kind: 'unavailable', remedy: 'retry' });
  });

  it('is the time where that ran out', () => {
    expect(toFailure(new TimeLimitError())).toEqual({ kind: 'timeout', remedy: 'retry' });
  });
});
