import type { ChipCommand } from '../chip.command.ts';
import { wholeNumber } from '../numbers.ts';
import { printable, timeOf } from '../printable.ts';

/** What was said with a contact, in all of its conversations. */
export const history: ChipCommand = {
  usage: 'history <contact>',
  summary: 'what was said with somebody, oldest first',
  options: [
    {
      flags: '--limit <n>',
      summary: 'the newest n lines of each conversation',
      default: 50,
      read: wholeNumber('--limit', 1, 10_000),
    },
  ],
  async run({ args: [contact = ''], options, chip }) {
    const store = await chip.store();
    const { DEFAULT_TIME_ZONE: zone } = chip.config;
    const conversations = await Promise.all(
      (await chip.conversationsOf(contact)).map(async (conversation) => ({
        ...conversation,
        lines: await store.listRecentMessages(conversation.id, Number(options.limit)),
      })),
    );
    const text = conversations.map(({ id, channel, kind, pausedAt, optedOut, lines }) =>
      [
        `${channel}, ${kind}, conversation ${id}${pausedAt === null ? '' : ', paused'}${optedOut ? ', opted out' : ''}`,
        ...lines.map(({ direction, author, body, createdAt }) => {
          const who = direction === 'out' ? 'Chip' : kind === 'group' ? (author ?? 'somebody') : 'them';
          return `${timeOf(createdAt, zone)}  ${who}: ${printable(body).replaceAll('\n', '\n    ')}`;
        }),
      ].join('\n'),
    );
    return { data: conversations, text: text.join('\n\n') };
  },
};
