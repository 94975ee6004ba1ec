import type { ChipCommand } from '../chip.command.ts';
import { duration, table, timeOf } from '../printable.ts';

const counts = (by: Record<string, number>): string =>
  Object.entries(by)
    .map(([name, n]) => `${n} ${name}`)
    .join(', ') || 'none';

/** How much there is, and how long the oldest thing has waited. */
export const stats: ChipCommand = {
  usage: 'stats',
  summary: 'how much there is, and what waits',
  async run({ chip }) {
    const { operator } = await chip.store();
    const data = await operator.readStats();
    const { turns, killSwitch } = data;
    const waits = (ms: number | null): string => (ms === null ? 'nothing waits' : `${duration(ms)} old`);
    const since =
      killSwitch.changedAt === null ? '' : `, ${timeOf(killSwitch.changedAt, chip.config.DEFAULT_TIME_ZONE)}`;
    const text = table([
      ['conversations', `${data.conversations}, ${data.paused} paused`],
      ['opted out', String(data.optedOut)],
      ['texts', counts(data.texts)],
      ['replies', counts(data.replies)],
      ['events', counts(data.events)],
      [
        'turns',
        `${turns.count}, tokens ${turns.promptTokens} in and ${turns.completionTokens} out${turns.meanMs === null ? '' : `, ${duration(turns.meanMs)} each`}`,
      ],
      ['oldest open text', waits(data.oldestTextMs)],
      ['oldest open reply', waits(data.oldestReplyMs)],
      ['kill switch', killSwitch.on ? `ON: nothing is sent${since}` : `off${since}`],
    ]);
    return { data, text };
  },
};
