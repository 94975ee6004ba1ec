import { listGaps } from '../../tools/knowledge/gaps.ts';
import type { ChipCommand } from '../chip.command.ts';
import { wholeNumber } from '../numbers.ts';
import { oneLine, table, timeOf } from '../printable.ts';

const MOST_SHOWN = 80;

/** What to write into the knowledge pages next. */
export const gaps: ChipCommand = {
  usage: 'gaps',
  summary: 'questions that the knowledge pages do not answer, the most frequent first',
  options: [
    {
      flags: '--days <n>',
      summary: 'of the last n days',
      default: 90,
      read: wholeNumber('--days', 1, 36_500),
    },
  ],
  async run({ options, chip }) {
    const { tools } = await chip.store();
    const data = await listGaps(tools, { days: Number(options.days) });
    if (data.length === 0) return { data, text: 'none' };
    const rows = data.map(({ question, count, lastAt }): [string, string] => [
      String(count),
      `${oneLine(question, MOST_SHOWN)} (last ${timeOf(lastAt, chip.config.DEFAULT_TIME_ZONE)})`,
    ]);
    return { data, text: table(rows) };
  },
};
