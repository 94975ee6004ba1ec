import { readdirSync, readFileSync } from 'node:fs';
import { until } from '../emulator/harness.ts';

export interface Sample {
  turns: number;
  rssMb: number;
  /** What both threads hold after garbage collection: their heaps and what hangs on them. */
  heldMb: number;
  resources: number;
  files: number;
  threads: number;
}

interface Probe {
  main: boolean;
  heapUsed: number;
  external: number;
  resources: number;
}

const readProbes = (file: string): Probe[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Probe);

/**
 * @param pid of a server that `soak.probe.ts` is loaded into
 * @param file its SOAK_PROBE
 */
export async function sample(turns: number, pid: number, file: string): Promise<Sample> {
  const before = readProbes(file).length;
  process.kill(pid, 'SIGWINCH');
  // The main thread and that of the database.
  const both = await until(() => {
    const now = readProbes(file).slice(before);
    return now.length === 2 && now;
  }, 30_000);
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const field = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
  return {
    turns,
    rssMb: field('VmRSS') / 1024,
    heldMb: both.reduce((sum, { heapUsed, external }) => sum + heapUsed + external, 0) / 1024 / 1024,
    resources: both.find(({ main }) => main)?.resources ?? NaN,
    files: readdirSync(`/proc/${pid}/fd`).length,
    threads: field('Threads'),
  };
}

/** Least squares: what one turn more costs. */
export function slope(samples: Sample[], of: (sample: Sample) => number): number {
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(samples.map(({ turns }) => turns)), mean(samples.map(of))];
  const covariance = mean(samples.map((one) => (one.turns - x) * (of(one) - y)));
  return covariance / mean(samples.map(({ turns }) => (turns - x) ** 2));
}
