export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list of texts, none of them empty. */
export function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '');
}

/** An object whose values are texts on one line: headers and environments can be made of them. */
export function isTexts(value: unknown): value is Record<string, string> {
  // oxlint-disable-next-line no-control-regex -- controls are what this refuses
  const fine = (item: unknown): boolean => typeof item === 'string' && !/[\u0000-\u001f\u007f]/.test(item);
  return isRecord(value) && Object.values(value).every(fine);
}

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}
