import { randomUUID } from 'node:crypto';
import { OUTBOX_TTL_MS } from '../../conversation/admission.service.ts';
import { cleanText } from '../../conversation/text.ts';
import { splitText } from '../../conversation/turns/split-text.ts';
import type { ChipCommand } from '../chip.command.ts';
import { CommandError, UsageError } from '../command.error.ts';

/** What every channel takes in one message. */
const TEXT_LIMIT = 1600;

/** A text of a human's to somebody who has written before. */
export const send: ChipCommand = {
  usage: 'send <contact> <text>',
  summary: 'sends a text through the outbox, to somebody who has written before',
  async run({ args: [contact = '', text = ''], chip }) {
    const clean = cleanText(text).trim();
    if (clean === '') throw new UsageError('the text is empty');
    const { operator } = await chip.store();
    const conversations = await chip.conversationsOf(contact);
    const [newest] = conversations.toSorted((a, b) => Number(b.inboundAt) - Number(a.inboundAt));
    const id = randomUUID();
    const result = await operator.sendByHand({
      id,
      conversationId: newest?.id ?? '',
      texts: splitText(clean, TEXT_LIMIT),
      ttlMs: OUTBOX_TTL_MS,
    });
    if (result === 'opted-out')
      throw new CommandError('they have opted out, and only their own START changes that');
    if (result !== 'queued') throw new CommandError('this conversation has no address to send to');
    const data = { conversationId: newest?.id, channel: newest?.channel, result };
    return {
      data,
      text: `queued on ${newest?.channel}: a running server sends it now. chip history shows it`,
    };
  },
};
