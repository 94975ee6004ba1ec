import { describe, expect, it } from '@jest/globals';
import { classifyFailure } from './classify-failure.ts';

const answer = (code: string): { code: string } => ({ code });

describe('a failed call', () => {
  it.each([
    [503, 'PGRST000'],
    [503, 'PGRST001'],
    [503, 'PGRST002'],
    [504, 'PGRST003'],
    [404, 'PGRST202'],
    [409, '40001'],
    [500, '40P01'],
    [500, '57014'],
    [500, '57P01'],
    [500, '57P03'],
    [503, '53300'],
    [503, '08006'],
    [500, '55P03'],
    [405, '25006'],
    [503, ''],
    [502, ''],
    [500, ''],
    [429, ''],
    [408, ''],
  ])('may be repeated: %i %s', (status, code) => {
    expect(classifyFailure(status, answer(code))).toEqual({ status, code, transient: true });
  });

  it.each([
    [400, '22P02'],
    [400, 'PGRST102'],
    [401, 'PGRST301'],
    [403, '42501'],
    [409, '23505'],
    [400, '23514'],
    [404, ''],
    [401, ''],
    [500, 'XX000'],
    [400, 'P0001'],
    // An empty page: whoever answers is no PostgREST.
    [404, 'NOT_FOUND'],
  ])('is final: %i %s', (status, code) => {
    expect(classifyFailure(status, answer(code)).transient).toBe(false);
  });

  it.each([
    [
      'TypeError: fetch failed',
      'Caused by: Error: connect ECONNREFUSED 127.0.0.1:1 (ECONNREFUSED)',
      'ECONNREFUSED',
    ],
    [
      'TypeError: fetch failed',
      'Caused by: SocketError: other side closed (UND_ERR_SOCKET)',
      'UND_ERR_SOCKET',
    ],
    ['TypeError: fetch failed', 'Caused by: Error: getaddrinfo ENOTFOUND a.supabase.co', 'ENOTFOUND'],
    ['TimeoutError: The operation was aborted due to timeout', '', 'timeout'],
    ['AbortError: This operation was aborted', '', 'timeout'],
    ['TypeError: terminated', '', ''],
  ])('without an answer may be repeated and says why: %s %s', (message, details, code) => {
    expect(classifyFailure(0, { message, details })).toEqual({ status: 0, code, transient: true });
  });

  it('gives away nothing that the database has said', () => {
    const error = { code: '23514', message: 'secret words', details: 'Failing row contains (secret words).' };
    expect(JSON.stringify(classifyFailure(400, error))).not.toContain('secret');
    expect(JSON.stringify(classifyFailure(400, { ...error, code: 'secret words' }))).not.toContain('secret');
  });
});
