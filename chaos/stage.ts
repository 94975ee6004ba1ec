import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../scripts/free-port.ts';
import { DOOMED_ENTRY } from './doom.ts';
import { FarEnd } from './far-end.ts';
import type { RunOptions } from './options.ts';
import { Replica } from './replica.ts';
import { chipEnvironment } from './scale.ts';
import { SqliteWorld } from './worlds/sqlite.world.ts';
import { SupabaseWorld } from './worlds/supabase.world.ts';
import type { World } from './worlds/world.ts';

/** What would end or slow down people who write as much as these do. None of it is what is tried out here. */
const LIMITS_OFF = {
  HTTP_RATE_LIMIT: '0',
  BOT_LOOP_BREAKER: 'off',
  LIMIT_UNANSWERED: '0',
  LIMIT_TURNS_PER_MINUTE: '0',
  LIMIT_TURNS_PER_DAY: '0',
  LIMIT_TOKENS_PER_DAY: '0',
  LIMIT_USD_PER_DAY: '0',
  INPUT_TOKEN_LIMIT: '100000',
  // A leak in a line that is seldom printed is one too.
  LOG_LEVEL: 'debug',
};

const POLL_MS = 50;
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** All processes of a run. */
export class Stage {
  readonly world: World;
  readonly far: FarEnd;
  readonly replicas: Replica[];
  private readonly onSignal = (): void => void this.clear().finally(() => process.exit(130));
  /** The last resort, where there is no time for anything else: no server may outlive its run. */
  private readonly onExit = (): void => this.replicas.forEach((replica) => replica.end());

  private constructor(world: World, far: FarEnd, replicas: Replica[]) {
    this.world = world;
    this.far = far;
    this.replicas = replicas;
    for (const signal of SIGNALS) process.once(signal, this.onSignal);
    process.once('exit', this.onExit);
  }

  /** Everything started, and every server answering. */
  static async set(options: RunOptions, folder: string): Promise<Stage> {
    const world = newWorld(options, folder);
    await world.start();
    const ports = await Promise.all(Array.from({ length: world.replicas }, () => freePort()));
    const urls = ports.map((port) => `http://127.0.0.1:${port}/webhooks/loop`);
    const far = await FarEnd.start(urls, world.webhookTimeoutMs);
    const replicas = ports.map((port, number) => {
      const own = {
        ...world.environment(number),
        ...(options.failpoint && { FAILPOINT: options.failpoint }),
      };
      const env = { ...chipEnvironment(), ...LIMITS_OFF, ...far.environment(), ...own };
      const entry = options.failpoint && number === 0 ? DOOMED_ENTRY : options.entry;
      return new Replica({
        number,
        port,
        entry,
        env,
        cwd: folder,
        log: join(folder, `replica-${number}.log`),
      });
    });
    const stage = new Stage(world, far, replicas);
    for (const replica of replicas) replica.start();
    const up = await Promise.all(replicas.map((replica) => replica.ready()));
    if (!up.includes(false)) return stage;
    await stage.clear();
    throw new Error(`a server ended before it answered; see replica-*.log in ${folder}`);
  }

  /** Resolves when every server answers. */
  async allAnswer(): Promise<void> {
    for (const replica of this.replicas) while (!(await replica.ready())) await delay(POLL_MS);
  }

  /** Ends what is left, at once. */
  async clear(): Promise<void> {
    for (const signal of SIGNALS) process.off(signal, this.onSignal);
    await Promise.all(this.replicas.map((replica) => replica.retire('SIGKILL')));
    await this.far.stop();
    await this.world.stop();
    process.off('exit', this.onExit);
  }
}

function newWorld({ store }: RunOptions, folder: string): World {
  switch (store) {
    case 'sqlite':
      return new SqliteWorld(folder);
    case 'supabase':
      return new SupabaseWorld(folder);
    default:
      return store satisfies never;
  }
}
