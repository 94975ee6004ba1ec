import type { ChipCommand } from '../chip.command.ts';

/** Makes Chip silent in the conversations of a contact, for instance while a human writes there. */
export const pause: ChipCommand = {
  usage: 'pause <contact>',
  summary: 'answers them no more until resume; what they write waits',
  async run({ args: [contact = ''], chip }) {
    const { operator } = await chip.store();
    const conversations = await chip.conversationsOf(contact);
    const data = await Promise.all(
      conversations.map(async ({ id, channel }) => ({ id, channel, changed: await operator.pause(id) })),
    );
    const text = data.map(
      ({ id, channel, changed }) => `${channel} ${id}  ${changed ? 'paused' : 'was paused already'}`,
    );
    return { data, text: text.join('\n') };
  },
};
