import cliProgress from 'cli-progress';

/** Shorter tasks need no bar. */
const SHOW_AFTER_MS = 1000;

/**
 * Runs something that may take long, with a bar on the terminal once it does; none where a machine reads or nobody looks.
 * @param work is given what to tell how far it is, from 0 to 1
 */
export async function withProgress<T>(
  what: string,
  silent: boolean,
  work: (progress: (done: number) => void) => Promise<T>,
): Promise<T> {
  const bar =
    silent || !process.stderr.isTTY
      ? undefined
      : new cliProgress.SingleBar({
          format: `${what} [{bar}] {percentage} %`,
          stream: process.stderr,
          hideCursor: true,
          clearOnComplete: true,
        });
  const startedAt = Date.now();
  let shown = false;
  try {
    return await work((done) => {
      if (bar && !shown && Date.now() - startedAt > SHOW_AFTER_MS) bar.start(100, 0);
      shown ||= Date.now() - startedAt > SHOW_AFTER_MS;
      if (shown) bar?.update(Math.round(done * 100));
    });
  } finally {
    if (shown) bar?.stop();
  }
}
