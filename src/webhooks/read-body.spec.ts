import { BadRequestException } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { readBody } from './read-body.ts';

const nested = (levels: number): Buffer => Buffer.from('['.repeat(levels) + ']'.repeat(levels));

describe('reading a body', () => {
  it('takes 64 levels and refuses 65', () => {
    expect(() => readBody(nested(64), false)).not.toThrow();
    expect(() => readBody(nested(65), false)).toThrow('deeper than 64');
  });

  it('counts no brackets inside strings, escaped quotes included', () => {
    const text = `\\"${'['.repeat(100)}\\\\`;
    expect(readBody(Buffer.from(`{"text":"${text}"}`), false)).toEqual({ text: `"${'['.repeat(100)}\\` });
  });

  it.each([['Hello'], ['{"text":'], [''], ['{"a":1}{"b":2}']])('refuses %j without quoting it', (text) => {
    expect(() => readBody(Buffer.from(text), false)).toThrow(
      new BadRequestException('the body is not valid JSON'),
    );
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(() => readBody(Buffer.from([0x22, 0xff, 0x22]), false)).toThrow('not valid UTF-8');
  });

  it('cleans NUL and lone surrogates out of keys and values, and leaves emoji and RTL alone', () => {
    const body = String.raw`{"te\u0000xt":"a\u0000b\ud800c 👩‍👩‍👧 \u202eabc"}`;
    expect(readBody(Buffer.from(body), false)).toEqual({ text: 'ab\ufffdc 👩‍👩‍👧 \u202eabc' });
  });

  it('keeps a __proto__ key as data and pollutes nothing', () => {
    const body = readBody(Buffer.from('{"__proto__":{"polluted":true}}'), false) as object;
    expect(Object.keys(body)).toEqual(['__proto__']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('reads a form into strings', () => {
    expect(readBody(Buffer.from('From=%2B12055550123&Body=Hi+there'), true)).toEqual({
      From: '+12055550123',
      Body: 'Hi there',
    });
  });
});
