import { applyDecorators } from '@nestjs/common';
import { IsOptional, IsString, MaxLength, ValidateBy } from 'class-validator';

/** Longest id or address that is taken: an index entry has to fit into one page of the database. */
export const MAX_ID_LENGTH = 512;

/** A text of at most `max` UTF-16 units. Absent and null are the same: both of Loop's generations write either. */
export function optionalText(max = Infinity): PropertyDecorator {
  return applyDecorators(IsOptional(), IsString(), MaxLength(max));
}

/** An error code: a number by the documentation, and as text without harm. */
export function optionalCode(): PropertyDecorator {
  return optional('optionalCode', 'a whole number', (value) =>
    typeof value === 'string' ? /^\d{1,9}$/.test(value) : Number.isSafeInteger(value),
  );
}

/** A group: an object with its id, or the bare id. */
export function optionalGroup(): PropertyDecorator {
  const isId = (value: unknown): boolean =>
    value === undefined || value === null || (typeof value === 'string' && value.length <= MAX_ID_LENGTH);
  return optional('optionalGroup', `an id or an object with one, at most ${MAX_ID_LENGTH} long`, (value) => {
    if (typeof value !== 'object' || value === null) return isId(value);
    if (Array.isArray(value)) return false;
    const { id, group_id: groupId } = value as { id?: unknown; group_id?: unknown };
    return isId(id) && isId(groupId);
  });
}

function optional(name: string, allowed: string, validate: (value: unknown) => boolean): PropertyDecorator {
  const defaultMessage = (args?: { property: string }): string => `${args?.property} must be ${allowed}`;
  return applyDecorators(IsOptional(), ValidateBy({ name, validator: { validate, defaultMessage } }));
}
