import { CATCH_UP } from './schema.catch-up.ts';
import { CONVERSATIONS } from './schema.conversations.ts';
import { JOBS } from './schema.jobs.ts';
import { MEMORY } from './schema.memory.ts';
import { OPERATOR } from './schema.operator.ts';
import { OUTBOX } from './schema.outbox.ts';
import { SUMMARY_USAGE } from './schema.summary-usage.ts';
import { TOOLS } from './schema.tools.ts';
import { TRAIL } from './schema.trail.ts';
import { WATCH } from './schema.watch.ts';

/**
 * The tables, one entry per schema version (`PRAGMA user_version`). An entry is never edited once released: a change
 * is a further entry. Columns that any chat has come first in `conversations` and `messages`. Times are epoch ms.
 */
export const MIGRATIONS: readonly string[] = [
  CONVERSATIONS + OUTBOX,
  MEMORY,
  TOOLS,
  JOBS,
  OPERATOR,
  WATCH,
  CATCH_UP,
  SUMMARY_USAGE,
  TRAIL,
];
