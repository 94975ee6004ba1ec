import { existsSync } from 'node:fs';
import { backUp } from '../../persistence/sqlite/file/back-up.ts';
import type { ChipCommand } from '../chip.command.ts';
import { CommandError } from '../command.error.ts';
import { withProgress } from '../progress-bar.ts';

/** A copy of the database while servers run. */
export const backup: ChipCommand = {
  usage: 'backup <file>',
  summary: 'copies the database to a new file, also while Chip runs',
  async run({ args: [file = ''], chip }) {
    const path = chip.databaseFile(
      'it keeps backups itself, and docs/operate.md says how to make one with pg_dump',
    );
    if (!existsSync(path)) throw new CommandError(`there is no database at ${path}: see DATABASE_PATH`);
    const bytes = await withProgress('copying', chip.json, (progress) => backUp(path, file, progress));
    const text = `${file}: ${(bytes / 1e6).toFixed(1)} MB. It holds everything that was said; only its owner can read it.`;
    return { data: { file, bytes }, text };
  },
};
