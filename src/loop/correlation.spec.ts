import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { fromPassthrough, toPassthrough } from './correlation.ts';

describe('the correlation id', () => {
  it('comes back as it went out', () => {
    const id = randomUUID();
    expect(fromPassthrough(toPassthrough(id))).toBe(id);
  });

  it.each([
    undefined,
    null,
    7,
    { chip: randomUUID() },
    '',
    'poll=44',
    'null',
    '7',
    '[]',
    '{"turn":"t-1"}',
    '{"chip":7}',
    '{"chip":"not-an-id"}',
    `{"chip":"${randomUUID()}"`,
    `{"chip":"${randomUUID()}"}${' '.repeat(1000)}`,
  ])('is null for %j, which was not made here', (passthrough) => {
    expect(fromPassthrough(passthrough)).toBeNull();
  });
});
