/** Something whoever typed the command can mend. Ends the script with exit code 2 and no stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
