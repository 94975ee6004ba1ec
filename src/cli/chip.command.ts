import type { CommandContext } from './command.context.ts';

export interface CommandOption {
  /** As commander reads them: `--limit <n>`. */
  flags: string;
  summary: string;
  /** Shown in the help; what `read` would have made of a text. */
  default?: unknown;
  /** Reads the option's text. Throws a UsageError. */
  read?: (text: string) => unknown;
}

export interface Invocation {
  args: string[];
  options: Record<string, unknown>;
  chip: CommandContext;
}

/** What a command has found or done, for machines and for people. */
export interface Answer {
  /** What `--json` prints. */
  data: unknown;
  text: string;
  /** True when what was asked for was not done or is not well: exit code 1. */
  failed?: boolean;
}

/**
 * One command: a file in `commands/` that exports one of these, and a line in `commands.ts`. Throws a CommandError for
 * what went wrong, with how to mend it; never prints anything itself, but for questions and progress.
 */
export interface ChipCommand {
  /** Its words, then its arguments: `dead show <id>`. */
  usage: string;
  summary: string;
  /** `--json` is added to each. */
  options?: readonly CommandOption[];
  run(invocation: Invocation): Promise<Answer>;
}
