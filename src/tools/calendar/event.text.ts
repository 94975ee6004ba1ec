const MOST = 2000;

/** A property's text. The library gives one with parameters as an object, and one that stands twice as a list. */
export function textOf(property: unknown): string {
  const value = Array.isArray(property) ? property[0] : property;
  const text = typeof value === 'object' && value !== null ? (value as { val?: unknown }).val : value;
  return typeof text === 'string' || typeof text === 'number' ? String(text).slice(0, MOST).trim() : '';
}
