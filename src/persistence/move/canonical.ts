import { createHash } from 'node:crypto';

/**
 * JSON as Postgres prints a `jsonb`: keys by the number of their bytes, then by the bytes; a blank behind each comma and
 * colon; numbers without an exponent. What both sides of a move hash.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'number') return plainNumber(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(', ')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  const members = Object.entries(value).map(([key, item]) => [Buffer.from(key), key, item] as const);
  members.sort(([one], [other]) => one.length - other.length || one.compare(other));
  return `{${members.map(([, key, item]) => `${JSON.stringify(key)}: ${canonicalJson(item)}`).join(', ')}}`;
}

/** 1e-7 as 0.0000001: Postgres keeps a decimal number. */
function plainNumber(value: number): string {
  const [mantissa = '', exponent] = String(value).split('e');
  if (exponent === undefined) return mantissa;
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(mantissa) ?? [];
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return sign + digits.padEnd(point, '0');
}

/** Counts rows and adds up their hashes: of the same rows in any order the same. `chip.hash_rows` does it over there. */
export class RowHash {
  rows = 0;
  private sum = 0n;

  /** @param columns of one row, in the order of the plan */
  add(columns: readonly unknown[]): void {
    const line = canonicalJson(columns);
    this.addSum(1, createHash('sha256').update(line).digest().readBigInt64BE());
  }

  addSum(rows: number, sum: bigint): void {
    this.rows += rows;
    this.sum = BigInt.asUintN(64, this.sum + sum);
  }

  get hash(): string {
    return this.sum.toString(16).padStart(16, '0');
  }
}
