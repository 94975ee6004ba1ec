import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ROWS_FILE } from '../record.ts';
import { BACKLOG, READ_ALL, UNSETTLED } from './supabase.rows.ts';
import type { StoreFault, World } from './world.ts';

/** What is used of `test/support/postgres/supabase.project.ts`. */
interface Project {
  cluster: { stop(how: 'immediate'): Promise<void>; start(): Promise<void>; url(): string };
  gateway: { break(plan: { fault: string; share: number } | undefined): void };
  env(): Record<string, string>;
  query<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
}

/** Only here and only then: SQLite needs nothing of what starts a Postgres. */
const PROJECT = new URL('../../test/support/postgres/supabase.project.ts', import.meta.url);

const GATEWAY_FAULTS = ['503', 'reset', 'hang', 'lose-answer'] as const;

/** Two servers on one Supabase project: Postgres, PostgREST and the gateway before it. */
export class SupabaseWorld implements World {
  readonly store = 'supabase';
  readonly replicas = 2;
  /** Longer than a server takes at most (5 s), as in life: that is a budget for a database, and no setting. */
  readonly webhookTimeoutMs = 6000;
  readonly faults: StoreFault[];
  private readonly folder: string;
  private project: Project | undefined;

  constructor(folder: string) {
    this.folder = folder;
    this.faults = [
      {
        kind: 'database-stop',
        everyMs: [4000, 7000],
        // As a crash: what was not committed is gone, and the next start recovers the rest.
        strike: async (random) => {
          await this.running.cluster.stop('immediate');
          await delay(random.next() * 1000);
          await this.running.cluster.start();
        },
      },
      {
        kind: 'gateway',
        everyMs: [100, 400],
        strike: async (random) => {
          const fault = GATEWAY_FAULTS[Math.floor(random.next() * GATEWAY_FAULTS.length)] ?? '503';
          this.running.gateway.break({ fault, share: fault === 'hang' ? 0.01 : 0.05 });
          await delay(500 + random.next() * 1000);
          this.running.gateway.break(undefined);
        },
      },
    ];
  }

  async start(): Promise<void> {
    const { SupabaseProject } = (await import(PROJECT.href)) as {
      SupabaseProject: { start(options: { durable: boolean }): Promise<Project> };
    };
    this.project = await SupabaseProject.start({ durable: true });
  }

  environment(): Record<string, string> {
    // The last is for broken builds.
    return { ...this.running.env(), CHAOS_DATABASE_URL: this.running.cluster.url() };
  }

  backlog(): Promise<number | undefined> {
    return this.count(BACKLOG);
  }

  unsettled(before: number): Promise<number | undefined> {
    return this.count(UNSETTLED, before);
  }

  async leave(): Promise<void> {
    const [result] = await this.running.query<{ rows: string }>(READ_ALL);
    writeFileSync(join(this.folder, ROWS_FILE), result?.rows ?? '');
  }

  async stop(): Promise<void> {
    await this.project?.stop();
    this.project = undefined;
  }

  private get running(): Project {
    if (!this.project) throw new Error('the project has not started');
    return this.project;
  }

  private async count(sql: string, ...values: number[]): Promise<number | undefined> {
    try {
      const [row] = await this.running.query<{ open: string }>(sql, values);
      return Number(row?.open);
    } catch {
      // It is stopped, or starting.
      return undefined;
    }
  }
}
