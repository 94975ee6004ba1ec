import type { CommandContext } from '../command.context.ts';
import { explainError } from '../explain-error.ts';
import { fail, ok, warn, type Finding } from './finding.ts';

/** Whether the store answers, has the tables of this version, and what is held back in it. */
export async function checkDatabase(chip: CommandContext): Promise<Finding[]> {
  const where =
    chip.config.SUPABASE_URL === undefined ? `database ${chip.config.DATABASE_PATH}` : 'Supabase project';
  try {
    const { operator } = await chip.store();
    const stats = await operator.readStats();
    const findings = [
      ok(`${where}: answers, tables are of this version, ${stats.conversations} conversations`),
    ];
    const dead = (stats.texts.dead ?? 0) + (stats.replies.dead ?? 0) + (stats.replies.failed ?? 0);
    if (stats.killSwitch.on)
      findings.push(warn('the kill switch is on: nothing is answered or sent', 'chip kill-switch off'));
    if (dead > 0) findings.push(warn(`${dead} texts and replies are dead`, 'chip dead list'));
    if (Math.max(stats.oldestTextMs ?? 0, stats.oldestReplyMs ?? 0) > 60_000)
      findings.push(
        warn(
          'something has waited for more than a minute',
          'is a server running? chip stats, chip why <contact>',
        ),
      );
    return findings;
  } catch (error) {
    const words = explainError(error);
    if (/there is no database at/.test(words))
      return [warn(`${where}: not there yet`, 'the first start of Chip makes it')];
    return [fail(`${where}: cannot be used`, words)];
  }
}
