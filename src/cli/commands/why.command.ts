import { normalizeAddress } from '../../loop/address.ts';
import { labelOf } from '../../loop/send.codes.ts';
import type { ChipCommand } from '../chip.command.ts';
import { CommandError } from '../command.error.ts';
import { wholeNumber } from '../numbers.ts';
import { oneLine, timeOf } from '../printable.ts';
import { timelineOf, type Step } from '../timeline.ts';

/** Why somebody got an answer, or none. */
export const why: ChipCommand = {
  usage: 'why <message>',
  summary:
    'what became of a text: its id, that of its webhook or of a reply, or a contact for the newest texts',
  options: [
    { flags: '--limit <n>', summary: 'texts of a contact', default: 3, read: wholeNumber('--limit', 1, 100) },
  ],
  async run({ args: [query = ''], options, chip }) {
    const { operator } = await chip.store();
    const limit = Number(options.limit);
    const { DEFAULT_TIME_ZONE: zone, LOOP_API_GENERATION: generation } = chip.config;
    const words = { zone, wordsFor: (code: string) => labelOf(generation, code) };
    for (const spelling of new Set([query.trim(), normalizeAddress(query)])) {
      const trail = await operator.readTrail(spelling, limit);
      const texts = trail.texts.map((text) => ({ ...text, timeline: timelineOf(text, trail, words) }));
      if (texts.length + trail.events.length === 0) continue;
      const lines = [
        ...texts.map(({ text, id, timeline }) => `${id}  "${oneLine(text, 60)}"\n${shown(timeline, zone)}`),
        ...trail.events.map(({ name, outcome, reason, createdAt }) => {
          const what = `${name}: ${outcome}${reason === null ? '' : `, ${reason}`}; it asks for no answer`;
          return shown([{ at: createdAt, what }], zone);
        }),
      ];
      return { data: { ...trail, texts }, text: lines.join('\n\n') };
    }
    throw new CommandError(
      "nothing is known of this: give the id of a text (messageId in the log, or the channel's), of its webhook, of a reply (sendId), or a contact. What is unknown here has never reached this store",
    );
  },
};

const shown = (steps: readonly Step[], zone: string): string =>
  steps.map(({ at, what }) => `  ${at === null ? 'now'.padEnd(23) : stamp(at, zone)}  ${what}`).join('\n');

/** With milliseconds: several steps fall into one second. */
const stamp = (at: number, zone: string): string =>
  `${timeOf(at, zone)}.${String(at % 1000).padStart(3, '0')}`;
