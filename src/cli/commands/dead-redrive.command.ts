import { OUTBOX_TTL_MS } from '../../conversation/admission.service.ts';
import type { Redriven } from '../../conversation/operator.ts';
import type { ChipCommand } from '../chip.command.ts';
import { UsageError } from '../command.error.ts';

const ANSWERS: Record<Redriven, string> = {
  redriven: 'due again',
  'not-dead': 'not dead (any more): nothing was changed',
  'opted-out': 'refused: they have opted out, and only their own START changes that',
  'maybe-sent':
    'refused: it may have arrived, since the outcome of two sends is not known; with --even-if-sent it goes out once more',
  unknown: 'nothing has this id: chip dead list shows the ids',
};

/** Another chance for dead letters. */
export const deadRedrive: ChipCommand = {
  usage: 'dead redrive [ids...]',
  summary: 'makes them due again, once',
  options: [
    { flags: '--all', summary: 'all that dead list shows' },
    { flags: '--even-if-sent', summary: 'also replies that may have arrived' },
  ],
  async run({ args, options, chip }) {
    const { operator } = await chip.store();
    const all = options.all === true ? (await operator.listDead(1000)).map(({ id }) => id) : [];
    const ids = [...new Set([...args, ...all])];
    if (ids.length === 0 && options.all !== true)
      throw new UsageError('which ones? Give the ids that chip dead list shows, or --all');
    const evenIfSent = options.evenIfSent === true;
    const data: { id: string; result: Redriven }[] = [];
    // The oldest first, so that they go out in the order in which they were written.
    for (const id of ids.toReversed()) {
      data.unshift({ id, result: await operator.redrive({ id, ttlMs: OUTBOX_TTL_MS, evenIfSent }) });
    }
    const text = data.map(({ id, result }) => `${id}  ${ANSWERS[result]}`).join('\n') || 'nothing is dead';
    const failed = data.some(({ result }) => result !== 'redriven' && result !== 'not-dead');
    return { data, text, failed };
  },
};
