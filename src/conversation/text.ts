/**
 * Makes text safe to store and to hand on: lone surrogates become U+FFFD, NUL and other C0 controls but tab and
 * newline go, line ends become `\n`, NFC. Everything else (emoji, RTL, zero width joiners) stays as it was written.
 */
export function cleanText(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/\r\n?/g, '\n')
      // oxlint-disable-next-line no-control-regex -- controls are what this removes
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
      .normalize('NFC')
  );
}

/** Cleans every string in a parsed body, keys included, so that no store refuses it (Postgres takes no NUL). */
export function cleanDeep(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanDeep);
  if (value === null || typeof value !== 'object') return value;
  // fromEntries defines own properties, so a body's "__proto__" key stays data and sets no prototype.
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [cleanText(key), cleanDeep(item)]));
}
