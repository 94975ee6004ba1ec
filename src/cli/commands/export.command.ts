import { normalizeAddress } from '../../loop/address.ts';
import type { ChipCommand } from '../chip.command.ts';

/** Everything that is held about somebody, for themselves. */
export const exportContact: ChipCommand = {
  usage: 'export <contact>',
  summary: 'everything that is held about somebody, as JSON',
  async run({ args: [contact = ''], chip }) {
    const { operator } = await chip.store();
    const data = await operator.exportContact(normalizeAddress(contact));
    return { data, text: JSON.stringify(data, null, 2) };
  },
};
