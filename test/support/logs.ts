import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';

/** One folder for the logs of a whole run; workers inherit it from the global set-up. */
export function logFolder(): string {
  const folder = (process.env.CHIP_TEST_LOGS ??= join(tmpdir(), `chip-test-${randomUUID()}`));
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A file for the log of one server. */
export const newLogFile = (): string => join(logFolder(), `${randomUUID()}.log`);

/** Every log line of the run so far, with the file it stands in. */
export function allLogLines(): { file: string; line: string }[] {
  const folder = logFolder();
  return readdirSync(folder).flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => ({ file, line })),
  );
}
