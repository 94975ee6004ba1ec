import type { Moved } from '../../persistence/move/move-to-supabase.ts';
import type { ChipCommand } from '../chip.command.ts';
import { CommandError, UsageError } from '../command.error.ts';
import { table } from '../printable.ts';
import { withProgress } from '../progress-bar.ts';

/** From one box to a project that replicas can share. */
export const move: ChipCommand = {
  usage: 'move',
  summary: 'takes everything in the database file along into a Supabase project; Chip must be stopped',
  options: [
    { flags: '--to <store>', summary: 'supabase: the project of SUPABASE_URL and SUPABASE_KEY' },
    {
      flags: '--anew',
      summary: 'removes from the project what a move has brought that was never finished, and begins again',
    },
  ],
  async run({ options, chip }) {
    if (options.to !== 'supabase') throw new UsageError('say where to: chip move --to supabase');
    const { DATABASE_PATH: path, SUPABASE_URL: url, SUPABASE_KEY: key } = chip.config;
    if (url === undefined || key === undefined) {
      throw new CommandError(
        'SUPABASE_URL and SUPABASE_KEY are not set: they say which project to move to (docs/supabase.md)',
      );
    }
    if (path === ':memory:') throw new CommandError('DATABASE_PATH is :memory:, which is no file to move');
    // What only this command needs is loaded by it.
    const { moveToSupabase } = await import('../../persistence/move/move-to-supabase.ts');
    const moved = await withProgress('moving', chip.json, (progress) =>
      moveToSupabase({ path, url, key, anew: options.anew === true, progress }),
    );
    return { data: { from: path, to: url, ...moved }, text: describe(path, url, moved) };
  },
};

function describe(path: string, url: string, { done, tables, open }: Moved): string {
  if (done === 'before') {
    return `${path} was moved to ${url} before, and has not changed since: there is nothing to do.`;
  }
  const rows = Object.entries(tables).filter(([, held]) => held.rows > 0);
  return `moved ${path} to ${url}${done === 'resumed' ? ', going on where an earlier run had ended' : ''}

${table([['table', 'rows', 'hash, the same on both sides'], ...rows.map(([name, held]) => [name, String(held.rows), held.hash])])}

Still to do there: ${open.texts} texts to answer, ${open.replies} replies to send (${open.unknown} of them may have gone out), ${open.jobs} jobs of people.

What to do next:
  1. Set SUPABASE_URL and SUPABASE_KEY for the server and take DATABASE_PATH away.
  2. Start it, ask chip doctor and chip stats, and send a text.
  3. Start no server on ${path} any more: it would answer once more. Keep the file, with what lies
     beside it, until all is well; then remove it: it holds everything that was said.`;
}
