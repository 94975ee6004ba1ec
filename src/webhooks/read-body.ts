import { BadRequestException } from '@nestjs/common';
import { cleanDeep } from '../conversation/text.ts';
import { nestsTooDeep } from './json-depth.ts';

/**
 * Bytes to a cleaned value. Throws a 400 that says what is wrong, without a word of the body.
 * @param form true for `application/x-www-form-urlencoded`, which becomes an object of strings
 */
export function readBody(raw: Buffer, form: boolean): unknown {
  const text = decode(raw);
  if (form) return cleanDeep(Object.fromEntries(new URLSearchParams(text)));
  if (nestsTooDeep(raw)) throw new BadRequestException('the body nests deeper than 64 levels');
  try {
    return cleanDeep(JSON.parse(text));
  } catch {
    throw new BadRequestException('the body is not valid JSON');
  }
}

function decode(raw: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    throw new BadRequestException('the body is not valid UTF-8');
  }
}
