import { comparedWords } from '../supabase/compared-words.ts';

/** How a value of the file becomes one of the project. */
interface ColumnKind {
  /** As it is sent: what Postgres reads a value of its type from. */
  sent(value: unknown): unknown;
  /** As it is hashed, where that is something else. */
  hashed?(value: unknown): unknown;
}

const asItIs: ColumnKind = { sent: (value) => value };

/** By Postgres's names of its types. */
export const COLUMN_KINDS: Readonly<Record<string, ColumnKind>> = {
  text: asItIs,
  uuid: asItIs,
  integer: asItIs,
  bigint: asItIs,
  boolean: { sent: (value) => (value === null ? null : value !== 0) },
  jsonb: { sent: (value) => (typeof value === 'string' ? (JSON.parse(value) as unknown) : null) },
  'timestamp with time zone': {
    sent: (value) => (typeof value === 'number' ? new Date(value).toISOString() : null),
    hashed: (value) => value,
  },
  'text[]': { sent: (value) => (typeof value === 'string' ? comparedWords(value) : []) },
};
