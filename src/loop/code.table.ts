/**
 * What one of Loop's error codes calls for:
 * - `retry`: trouble inside Loop, nothing was sent; soon again.
 * - `retry-late`: it did not arrive; again after a long pause.
 * - `pace`: too much, too fast; again after the pause that Loop asks for.
 * - `refuse`: final for this text or this contact.
 * - `opted-out`: final, and the contact wants nothing from us any more.
 * - `write-first`: final, until the contact has written to us.
 * - `halt`: our key, bill or account; nothing goes out until a human has mended it, and the queue is kept.
 * - `unsure`: sent, and nobody knows whether it arrived.
 */
export type CodeClass =
  'retry' | 'retry-late' | 'pace' | 'refuse' | 'opted-out' | 'write-first' | 'halt' | 'unsure';

/** Each code with its class and our own words for the log. Of a code that is not in it, nothing is known. */
export type CodeTable = ReadonlyMap<number, readonly [is: CodeClass, label: string]>;

/** Entries as they are written down: class, then code and label. Throws when a code is written twice. */
export function tableOf(classes: Partial<Record<CodeClass, Readonly<Record<number, string>>>>): CodeTable {
  const table = new Map<number, readonly [CodeClass, string]>();
  for (const [is, codes] of Object.entries(classes) as [CodeClass, Record<number, string>][]) {
    for (const [code, label] of Object.entries(codes)) {
      if (table.has(Number(code))) throw new Error(`error code ${code} is in two classes`);
      table.set(Number(code), [is, label]);
    }
  }
  return table;
}
