import { setTimeout as delay } from 'node:timers/promises';
import { backoffMs } from '../../conversation/backoff.ts';
import { RpcClient } from '../supabase/rpc.client.ts';
import { SupabaseError } from '../supabase/supabase.error.ts';
import { MoveError } from './move.error.ts';
import { MOVED_TABLES } from './moved.tables.ts';
import type { TablePlan } from './table.plan.ts';

type Key = Record<string, unknown>;

/** What a project holds before a move, or in the middle of one. */
export interface Seen {
  /** Columns and types by table. */
  shape: Record<string, Record<string, string>>;
  /** Rows by table, counted up to 1000. */
  held: Record<string, number>;
  /** The key of the last row that has come, by table. Times in epoch ms of the project. */
  move: { fingerprint: string; reached: Record<string, Key>; begunAt: number; endedAt: number | null } | null;
}

/** What both sides are compared by, and the sequences of the file. */
export interface Manifest {
  tables: Record<string, { rows: number; hash: string }>;
  sequences: Record<string, number>;
}

/** An outage of a minute is no reason to give up something that takes longer. */
const TRIES = 8;
/** By one call. */
export const ROWS_HASHED = 1000;
const ROWS_DELETED = 1000;

/** SQLSTATEs of supabase/migrations/20261127100000_move.sql. */
const REFUSALS: Readonly<Record<string, string>> = {
  CHM01:
    'another move into this project has begun or ended meanwhile; look whether somebody else moves a file there',
  CHM02:
    'a server uses the project: stop every server that has its SUPABASE_URL, wait for 30 s, and run this again; they may start when all is moved',
  CHM03: 'the project holds texts that are not of this file: take an empty one',
};

/** The project that is moved into. Whatever it is asked may be asked again. */
export class MoveTarget {
  private readonly client: RpcClient;

  /** @param url and key of the project, as SUPABASE_URL and SUPABASE_KEY have them */
  constructor(url: string, key: string) {
    this.client = new RpcClient(url, key);
  }

  async look(): Promise<Seen> {
    return (await this.client.call('move_in', { operation: 'look', tables: names() })) as Seen;
  }

  /** @throws MoveError where there is data of others, or a server */
  async begin(fingerprint: string, manifest: Manifest): Promise<void> {
    const { sequences } = manifest;
    const said = names(({ madeByServers }) => !madeByServers);
    const made = names(({ madeByServers }) => madeByServers === true);
    await this.call({ operation: 'begin', fingerprint, manifest, sequences, said, made });
  }

  async put(fingerprint: string, plan: TablePlan, rows: object[], reached: Key): Promise<void> {
    const { table, columns } = plan;
    await this.call({ operation: 'put', fingerprint, table: table.name, columns, rows, reached });
  }

  /** Counts and hashes the rows behind a key. */
  async hash(plan: TablePlan, after: Key | null): Promise<{ rows: number; sum: string; last: Key | null }> {
    const { columns } = plan;
    const { name: table, key } = plan.table;
    const input = { operation: 'hash', table, columns, key, after, most: ROWS_HASHED };
    return (await this.call(input)) as { rows: number; sum: string; last: Key | null };
  }

  async end(fingerprint: string): Promise<void> {
    await this.call({ operation: 'end', fingerprint });
  }

  /** Removes what a move has brought that never ended. */
  async takeBack(fingerprint: string): Promise<void> {
    for (const table of names().toReversed()) {
      const take = { operation: 'take back', fingerprint, table, most: ROWS_DELETED };
      while ((await this.call(take)) === ROWS_DELETED);
    }
    await this.call({ operation: 'take back', fingerprint });
  }

  close(): Promise<void> {
    return this.client.close();
  }

  private async call(input: object): Promise<unknown> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.client.call('move_in', input);
      } catch (error) {
        if (!(error instanceof SupabaseError)) throw error;
        const refusal = REFUSALS[error.code];
        if (refusal !== undefined) throw new MoveError(refusal);
        if (!error.transient || tries === TRIES) throw error;
        await delay(backoffMs(tries, 500, 10_000));
      }
    }
  }
}

const names = (which: (table: (typeof MOVED_TABLES)[number]) => boolean = () => true): string[] =>
  MOVED_TABLES.filter(which).map(({ name }) => name);
