import type { ChipCommand } from '../chip.command.ts';

/** Ends a pause. */
export const resume: ChipCommand = {
  usage: 'resume <contact>',
  summary: 'answers them again; what has waited is answered as one',
  async run({ args: [contact = ''], chip }) {
    const { operator } = await chip.store();
    const conversations = await chip.conversationsOf(contact);
    const data = await Promise.all(
      conversations.map(async ({ id, channel, unanswered }) => ({
        id,
        channel,
        unanswered,
        changed: await operator.resume(id),
      })),
    );
    const text = data.map(
      ({ id, channel, unanswered, changed }) =>
        `${channel} ${id}  ${changed ? `resumed, ${unanswered} texts are due` : 'was not paused'}`,
    );
    return { data, text: text.join('\n') };
  },
};
