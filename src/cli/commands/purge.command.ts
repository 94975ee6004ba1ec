import { purgeAll } from '../../conversation/purge-all.ts';
import type { ChipCommand } from '../chip.command.ts';
import { UsageError } from '../command.error.ts';
import { wholeNumber } from '../numbers.ts';

/** What a running server does once a day, now. */
export const purge: ChipCommand = {
  usage: 'purge',
  summary: 'removes what is older than RETENTION_DAYS',
  options: [
    { flags: '--days <n>', summary: 'older than n days instead', read: wholeNumber('--days', 1, 36_500) },
  ],
  async run({ options, chip }) {
    const { operator } = await chip.store();
    const days = Number(options.days ?? chip.config.RETENTION_DAYS);
    if (days === 0) throw new UsageError('RETENTION_DAYS is 0: everything is kept. Set it, or give --days');
    const data = await purgeAll(operator, days);
    const text = `removed what was older than ${days} days: ${data.messages} messages, ${data.events} events, ${data.conversations} conversations`;
    return { data, text };
  },
};
