import type { ChipCommand } from '../chip.command.ts';
import { CommandError } from '../command.error.ts';
import { printable, table, timeOf } from '../printable.ts';

/** One dead letter with what it says. */
export const deadShow: ChipCommand = {
  usage: 'dead show <id>',
  summary: 'one of them, with what it says and to whom',
  async run({ args: [id = ''], chip }) {
    const { operator } = await chip.store();
    const item = await operator.showDead(id);
    if (!item) throw new CommandError('nothing dead has this id: chip dead list shows the ids');
    const text = table([
      ['id', item.id],
      ['what', `${item.kind}, ${item.state}`],
      ['when', timeOf(item.createdAt, chip.config.DEFAULT_TIME_ZONE)],
      ['reason', item.errorCode ?? 'too old, or none was kept'],
      [
        'with',
        printable(`${item.target ?? 'nobody'} (${item.channel}, conversation ${item.conversationId})`),
      ],
      ['tries', String(item.attempts)],
    ]);
    return { data: item, text: `${text}\n\n${printable(item.text)}` };
  },
};
