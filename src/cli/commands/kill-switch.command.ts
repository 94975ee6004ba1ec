import type { ChipCommand } from '../chip.command.ts';
import { UsageError } from '../command.error.ts';
import { wholeNumber } from '../numbers.ts';

/** Stops all of it at once. */
export const killSwitch: ChipCommand = {
  usage: 'kill-switch <on|off>',
  summary: 'on: nothing is answered or sent, what comes is kept; off: goes on',
  options: [
    {
      flags: '--older-than <minutes>',
      summary: 'off: what has waited longer goes dead instead of out',
      default: 60,
      read: wholeNumber('--older-than', 0, 1_000_000),
    },
  ],
  async run({ args: [state = ''], options, chip }) {
    if (state !== 'on' && state !== 'off') throw new UsageError('kill-switch must be on or off');
    const { operator } = await chip.store();
    const maxAgeMs = Number(options.olderThan) * 60_000;
    const data = await operator.setKillSwitch({ on: state === 'on', maxAgeMs });
    return { data, text: describe(data) };
  },
};

function describe(set: { on: boolean; changed: boolean; deadTexts: number; deadReplies: number }): string {
  if (!set.changed) return `the kill switch was ${set.on ? 'on' : 'off'} already`;
  if (set.on) {
    return 'the kill switch is on: every server stops within two seconds. A send that is under way ends; what comes is kept.';
  }
  const dead = set.deadTexts + set.deadReplies;
  const ended =
    dead === 0
      ? 'Nothing had become too old.'
      : `Too old and dead: ${set.deadTexts} texts, ${set.deadReplies} replies (chip dead list).`;
  return `the kill switch is off: what has waited goes out now. ${ended}`;
}
