import { Command, CommanderError } from 'commander';
import type { Answer, ChipCommand } from './chip.command.ts';
import { CommandContext } from './command.context.ts';
import { UsageError } from './command.error.ts';
import { COMMANDS, GROUPS } from './commands.ts';
import { explainError } from './explain-error.ts';
import { printable } from './printable.ts';

const EXIT_CODES = `
Exit codes: 0 done, 1 failed, 2 not understood. With --json the answer is one line of JSON, an error {"error": "..."} on stderr.`;

/**
 * Runs one command.
 * @param args without the program's own name
 * @returns exit code: 0 done, 1 failed, 2 usage
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  // A reader that has seen enough (`| head`) is no error.
  process.stdout.on('error', () => process.exit(0));
  const json = args.includes('--json');
  const complain = (message: string): void => {
    const said = message.replace(/^error: /, '').trimEnd();
    const words = said.startsWith('unknown command') ? `${said}; chip --help names them` : said;
    process.stderr.write(json ? `${JSON.stringify({ error: words })}\n` : `${printable(words)}\n`);
  };
  const program = new Command('chip').description('Looks after a Chip, also while it runs.');
  program.addHelpText('after', EXIT_CODES);
  const chip = new CommandContext(json);
  let code = 0;
  const run = async (
    command: ChipCommand,
    given: string[],
    options: Record<string, unknown>,
  ): Promise<void> => {
    const answer = await command.run({ args: given, options, chip });
    process.stdout.write(json ? `${JSON.stringify(answer.data)}\n` : shown(answer));
    if (answer.failed) code = 1;
  };
  for (const command of COMMANDS) add(program, command, run);
  quieten(program, complain);
  try {
    await program.parseAsync(args, { from: 'user' });
    await chip.close();
    return code;
  } catch (error) {
    // Commander has said already what it did not understand; help that was asked for is no error.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    complain(explainError(error));
    return error instanceof UsageError ? 2 : 1;
  }
}

const shown = ({ text }: Answer): string => (text === '' ? '' : `${text.trimEnd()}\n`);

type Run = (command: ChipCommand, args: string[], options: Record<string, unknown>) => Promise<void>;

function add(program: Command, command: ChipCommand, run: Run): void {
  const parts = command.usage.split(' ');
  const from = parts.findIndex((part) => /^[<[]/.test(part));
  const names = parts.slice(0, from < 0 ? undefined : from);
  const last = names.pop() ?? '';
  let parent = program;
  for (const name of names) {
    parent =
      parent.commands.find((known) => known.name() === name) ??
      parent.command(name).description(GROUPS[name] ?? '');
  }
  const added = parent.command([last, ...(from < 0 ? [] : parts.slice(from))].join(' '));
  added.description(command.summary).option('--json', 'prints one line of JSON');
  for (const { flags, summary, default: value, read } of command.options ?? []) {
    added.option(flags, summary, read ?? ((text: string) => text), value);
  }
  added.action(() => run(command, added.processedArgs.flat() as string[], added.opts()));
}

/** No command may end the process, and what one complains of goes where errors go. */
function quieten(command: Command, complain: (message: string) => void): void {
  command.exitOverride().configureOutput({
    outputError: (message) => complain(message),
    writeErr: (text) => process.stderr.write(text),
  });
  command.showSuggestionAfterError();
  for (const inner of command.commands) quieten(inner, complain);
}
