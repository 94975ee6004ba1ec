import type { Field } from './fields.ts';

/**
 * What is wrong with a value that code or a file gives for a field, as in "is not a number"; undefined when it fits.
 * Strict, unlike the reading of answers, and quotes nothing of the value.
 */
export function problemOf(field: Field, value: unknown): string | undefined {
  switch (field.kind) {
    case 'string':
    case 'hint':
      return typeof value === 'string' ? undefined : 'is not text';
    case 'number':
      return Number.isFinite(value) ? undefined : 'is not a number';
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'is not true or false';
    case 'oneOf':
      return field.choices.some((choice) => choice === value)
        ? undefined
        : `is not one of ${field.choices.join(', ')}`;
    case 'list':
      if (!Array.isArray(value)) return 'is not a list';
      return first(value, (item) => problemOf(field.items, item), 'has an item that');
    case 'object':
      if (!isObject(value)) return 'is not an object';
      return first(
        Object.entries(field.properties),
        ([name, property]) => problemIn(name, property, value),
        'has a property',
      );
    case 'image':
      return isObject(value) && typeof value['url'] === 'string' ? undefined : 'is not an image with a url';
    case 'history':
      return Array.isArray(value) && value.every(isTurn)
        ? undefined
        : 'is not a list of turns with role (user or assistant) and content';
    default:
      return field satisfies never;
  }
}

function problemIn(name: string, property: Field, value: Record<string, unknown>): string | undefined {
  const problem = problemOf(property, Object.hasOwn(value, name) ? value[name] : undefined);
  return problem && `${name} that ${problem}`;
}

function first<T>(
  items: readonly T[],
  look: (item: T) => string | undefined,
  place: string,
): string | undefined {
  for (const item of items) {
    const problem = look(item);
    if (problem !== undefined) return `${place} ${problem}`;
  }
  return undefined;
}

function isTurn(turn: unknown): boolean {
  if (!isObject(turn)) return false;
  return (turn['role'] === 'user' || turn['role'] === 'assistant') && typeof turn['content'] === 'string';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
