import { UsageError } from './usage.error.ts';

/** A whole number given on the command line. @throws UsageError naming the option */
export function wholeNumber(option: string, text: string, least: number, most = 1_000_000): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most)
    throw new UsageError(`--${option} must be a whole number from ${least} to ${most.toLocaleString('en')}`);
  return value;
}

/** What `parseArgs` finds wrong, in its own words. */
export function parsed<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new UsageError((error as Error).message.split('. To specify')[0]!);
  }
}
