import cliProgress from 'cli-progress';

export interface Progress {
  update(done: number, best?: number): void;
  /** A line that stays. */
  note(text: string): void;
  stop(): void;
}

/** A bar with the time left on a terminal, plain lines elsewhere. */
export function showProgress(
  title: string,
  total: number,
  stream: NodeJS.WriteStream = process.stdout,
): Progress {
  return stream.isTTY ? bar(title, total, stream) : lines(title, total, stream);
}

const bestOf = (best: number | undefined): string => (best === undefined ? '' : `, best ${best.toFixed(3)}`);

function bar(title: string, total: number, stream: NodeJS.WriteStream): Progress {
  const bars = new cliProgress.MultiBar(
    {
      format: `${title} {bar} {value}/{total}, {eta_formatted} left{best}`,
      hideCursor: true,
      clearOnComplete: false,
      // Ctrl-C is for the script, which stops in order.
      gracefulExit: false,
      // Over more steps than by default: the first calls of a run are not typical.
      etaBuffer: 50,
      stream,
    },
    cliProgress.Presets.shades_grey,
  );
  const one = bars.create(total, 0, { best: '' });
  return {
    update: (done, best) => one.update(done, { best: bestOf(best) }),
    note: (text) => bars.log(`${text}\n`),
    stop: () => {
      // Notes are shown with the next update, and stopping is none.
      bars.update();
      bars.stop();
    },
  };
}

/** The first line after some seconds, then at each tenth or twice a minute, for a log that somebody watches. */
function lines(title: string, total: number, stream: NodeJS.WritableStream): Progress {
  const startedAt = performance.now();
  let shown = { tenth: 0, at: startedAt };
  const note = (text: string): void => void stream.write(`${text}\n`);
  return {
    note,
    update: (done, best) => {
      const now = performance.now();
      const tenth = Math.floor((10 * done) / total);
      const since = now - shown.at;
      if (since < (tenth === shown.tenth ? 30_000 : 3_000)) return;
      shown = { tenth, at: now };
      const left = ((now - startedAt) / done) * (total - done);
      note(`${title} ${done}/${total}, ${duration(left)} left${bestOf(best)}`);
    },
    stop: () => undefined,
  };
}

export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}
