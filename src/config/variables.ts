import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsOptional, ValidateBy } from 'class-validator';

/**
 * Decorators for the kinds of variables. Each says in one sentence what is allowed and never shows what was given:
 * a secret pasted into the wrong line must not end up in a log.
 */
export function variable(
  name: string,
  allowed: string | ((value: unknown) => string),
  read: (text: string) => unknown,
  valid: (value: unknown) => boolean,
): PropertyDecorator {
  const must = (value: unknown): string => (typeof allowed === 'string' ? allowed : allowed(value));
  return applyDecorators(
    IsOptional(),
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? read(value) : value)),
    ValidateBy({
      name,
      validator: {
        validate: valid,
        defaultMessage: (args) => `${args?.property} must be ${must(args?.value)}`,
      },
    }),
  );
}

/** A number between two bounds, both allowed. */
export function decimal(min: number, max: number): PropertyDecorator {
  const inRange = (value: unknown): boolean => typeof value === 'number' && value >= min && value <= max;
  return variable('decimal', `a number from ${min} to ${max}`, Number, inRange);
}

export function integer(min: number, max = 2 ** 31 - 1): PropertyDecorator {
  const inRange = (value: unknown): boolean =>
    Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
  return variable('integer', `a whole number from ${min} to ${max}`, Number, inRange);
}

export function oneOf(...choices: string[]): PropertyDecorator {
  const lower = (text: string): string => text.toLowerCase();
  return variable('oneOf', `one of ${choices.join(', ')}`, lower, (value) =>
    choices.includes(value as string),
  );
}

/** `on`, `true`, `1`, `yes` or their opposites. */
export function flag(): PropertyDecorator {
  const read = (text: string): unknown => {
    if (/^(on|true|1|yes)$/i.test(text)) return true;
    return /^(off|false|0|no)$/i.test(text) ? false : text;
  };
  return variable('flag', 'on or off', read, (value) => typeof value === 'boolean');
}

/** A text on one line: header values and paths can be made of it safely. */
export function line(): PropertyDecorator {
  const oneLine = (value: unknown): boolean =>
    // oxlint-disable-next-line no-control-regex -- controls are what this refuses
    typeof value === 'string' && !/[\u0000-\u001f\u007f]/.test(value);
  return variable('line', 'one line without control characters', String, oneLine);
}

/** Comma-separated, blanks around the parts dropped. */
export function list(): PropertyDecorator {
  const read = (text: string): string[] =>
    text
      .replace(/^none$/i, '')
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean);
  return variable('list', 'a comma-separated list', read, Array.isArray);
}

/** An http or https address, kept without a slash at its end. */
export function url(): PropertyDecorator {
  const read = (text: string): string => text.replace(/\/+$/, '');
  const valid = (value: unknown): boolean => {
    const parsed = URL.parse(String(value));
    return (
      parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.username === '' && parsed.search === ''
    );
  };
  return variable('url', 'an http:// or https:// address without credentials and query', read, valid);
}

/** An IANA time zone. Offsets such as +05:00 know no summer time and are refused. */
export function timeZone(): PropertyDecorator {
  const valid = (value: unknown): boolean => {
    if (typeof value !== 'string' || !/^[a-z]/i.test(value)) return false;
    try {
      new Intl.DateTimeFormat('en-US', { timeZone: value });
      return true;
    } catch {
      return false;
    }
  };
  return variable('timeZone', 'the IANA name of a time zone, such as America/Chicago', String, valid);
}
