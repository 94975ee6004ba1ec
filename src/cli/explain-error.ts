import { ConfigError } from '../config/read-config.ts';
import { explainFailure } from '../observability/explain-failure.ts';
import { CommandError } from './command.error.ts';

/** Stores whose words are made for whoever runs Chip, and name what to do. */
const OWN = ['StoreError', 'SupabaseError', 'TimeLimitError', 'BackupError', 'MoveError'];

/** What went wrong, and how to mend it. Words of a library are not shown: they may quote what it worked on. */
export function explainError(error: unknown): string {
  if (error instanceof CommandError) return error.message;
  if (error instanceof ConfigError) {
    return `the configuration has to be mended first:\n${error.problems.map((problem) => `  - ${problem}`).join('\n')}`;
  }
  if (!(error instanceof Error)) return 'something failed that says nothing of itself';
  if (/database is locked/.test(error.message)) {
    return 'the database is locked: another program has held it for more than 4 s; end that one (an open sqlite3 shell, a copy that runs) and try again';
  }
  if (OWN.includes(error.name) || /DATABASE_PATH|the database /.test(error.message)) return error.message;
  return explainFailure(error).trimEnd();
}
