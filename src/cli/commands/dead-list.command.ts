import type { ChipCommand } from '../chip.command.ts';
import { wholeNumber } from '../numbers.ts';
import { table, timeOf } from '../printable.ts';

/** Texts that nobody answered, replies that did not go out, and reminders that were given up. */
export const deadList: ChipCommand = {
  usage: 'dead list',
  summary: 'texts and reminders that were given up, and replies that were not sent',
  options: [
    {
      flags: '--limit <n>',
      summary: 'the newest n',
      default: 100,
      read: wholeNumber('--limit', 1, 1000),
    },
  ],
  async run({ options, chip }) {
    const { operator } = await chip.store();
    const { DEFAULT_TIME_ZONE: zone } = chip.config;
    const data = await operator.listDead(Number(options.limit));
    if (data.length === 0) return { data, text: 'nothing is dead' };
    const rows = data.map(({ id, kind, state, errorCode, channel, createdAt }) => [
      id,
      timeOf(createdAt, zone),
      kind,
      channel,
      state,
      errorCode ?? '',
    ]);
    const text = `${table([['id', 'when', 'what', 'channel', 'state', 'reason'], ...rows])}\n\nOne of them: chip dead show <id>. Once more: chip dead redrive <id>`;
    return { data, text };
  },
};
