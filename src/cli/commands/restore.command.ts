import { restore } from '../../persistence/sqlite/file/restore.ts';
import type { ChipCommand } from '../chip.command.ts';

/** The way back to a backup. */
export const restoreBackup: ChipCommand = {
  usage: 'restore <file>',
  summary: 'puts a backup into the place of the database; Chip must be stopped',
  options: [
    {
      flags: '--resume',
      summary:
        'answers and sends what was open when the backup was made, once more if that has happened since',
    },
  ],
  run({ args: [file = ''], options, chip }) {
    const path = chip.databaseFile('docs/operate.md says how to restore one');
    const data = restore(path, file, options.resume === true);
    const lines = [
      `restored ${path} from ${file}`,
      ...(data.kept === null ? [] : [`What was there before is ${data.kept}; remove it when all is well.`]),
      ...(data.ended > 0
        ? [
            `${data.ended} texts, replies and reminders were open then and may have been answered or sent since: chip dead list, chip dead redrive`,
          ]
        : []),
      ...(data.optOuts > 0 ? [`${data.optOuts} opt-outs came after the backup and were taken along.`] : []),
      'Whoever was forgotten after the backup is back in it: forget them again. Then start Chip.',
    ];
    return Promise.resolve({ data, text: lines.join('\n') });
  },
};
