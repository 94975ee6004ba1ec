/** What a command could not do, in words for whoever has typed it: what went wrong, and how to mend it. Exit code 1. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError';
}

/** What was typed is no command of Chip's. Exit code 2. */
export class UsageError extends CommandError {
  override readonly name = 'UsageError';
}
