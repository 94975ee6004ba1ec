import type { Forgotten } from '../../conversation/custody.ts';
import { normalizeAddress } from '../../loop/address.ts';
import { scrub } from '../../persistence/sqlite/file/scrub.ts';
import type { ChipCommand } from '../chip.command.ts';
import { withProgress } from '../progress-bar.ts';

/** Removes somebody from the store, and from the files that the store consists of. */
export const forget: ChipCommand = {
  usage: 'forget <contact>',
  summary: 'removes everything that is held about somebody, for good',
  async run({ args: [contact = ''], chip }) {
    const { operator } = await chip.store();
    const forgotten = await operator.forget(normalizeAddress(contact));
    const copies =
      chip.config.SUPABASE_URL === undefined ? await scrubbed(chip.config.DATABASE_PATH, chip.json) : [];
    const data = { ...forgotten, copiesRemoved: copies.length };
    return { data, text: describe(forgotten, copies) };
  },
};

/** Also when nothing was held: a forget that was killed in the middle is finished by the next one. */
function scrubbed(path: string, silent: boolean): Promise<string[]> {
  return withProgress('overwriting', silent, (progress) => scrub(path, progress));
}

function describe(gone: Forgotten, copies: readonly string[]): string {
  const held = gone.conversations + gone.messages + gone.events + gone.optOutsKept > 0;
  const lines = [
    held
      ? `forgotten: ${gone.conversations} conversations, ${gone.messages} messages, ${gone.replies} replies, ${gone.events} events`
      : 'nothing was held about this contact',
  ];
  if (gone.optOutsKept > 0)
    lines.push('They have opted out, and stay so: a keyed hash of their address is kept.');
  if (copies.length > 0) lines.push(`Removed with it, since they held it too: ${copies.join(', ')}`);
  lines.push(
    'Backups that were made before still hold it, and so do the logs and accounts of channel and model provider.',
  );
  return lines.join('\n');
}
