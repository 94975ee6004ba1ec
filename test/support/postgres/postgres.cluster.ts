import { execFile } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from '../../../scripts/free-port.ts';
import { eventually } from '../../contract/eventually.ts';
import { findBinaries, reachable, unprivileged, type Binaries, type User } from './binaries.ts';
import { childrenOf } from '../processes.ts';
import { GuardedProcess } from './guarded.process.ts';

const PASSWORD = 'a-password-of-no-value';

/** A Postgres of its own, in a temporary folder, on a port of 127.0.0.1. Starts in about half a second. */
export class PostgresCluster {
  readonly binaries: Binaries;
  readonly folder: string;
  readonly port: number;
  /** Whom all that belongs to it runs as. */
  readonly user: User = unprivileged();
  private readonly durable: boolean;
  private server: GuardedProcess | undefined;

  private constructor(folder: string, port: number, binaries: Binaries, durable: boolean) {
    this.folder = folder;
    this.port = port;
    this.durable = durable;
    this.binaries = reachable(binaries, this.user, folder);
  }

  /** @param durable true where a test stops it without warning and asks what was kept: costs an fsync a commit */
  static async start({ durable = false } = {}): Promise<PostgresCluster> {
    const binaries = findBinaries();
    const folder = mkdtempSync(join(tmpdir(), 'chip-postgres-'));
    const cluster = new PostgresCluster(folder, await freePort(), binaries, durable);
    try {
      await cluster.initialise();
      await cluster.start();
      return cluster;
    } catch (error) {
      await cluster.remove();
      throw error;
    }
  }

  /** Connection string of a database, by default as its superuser. */
  url(database = 'postgres', user = 'postgres', password = PASSWORD): string {
    return `postgresql://${user}:${password}@127.0.0.1:${this.port}/${database}`;
  }

  /**
   * Starts it again after `stop`.
   * @param under a command that runs it, and whose process it is: `strace -D`
   */
  async start(under: string[] = []): Promise<void> {
    const settings = {
      port: this.port,
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      max_connections: 60,
      shared_buffers: '32MB',
      fsync: this.durable ? 'on' : 'off',
      log_min_messages: 'fatal',
      log_min_error_statement: 'panic',
    };
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const command = [...under, this.binaries.postgres, '-D', this.path('data'), ...args];
    this.server = new GuardedProcess(this.folder, command, this.path('log'), this.user);
    await eventually('Postgres to answer', () => this.answers(), 20_000).catch((error: Error) => {
      throw new Error(`${error.message}; it said:\n${readFileSync(this.path('log'), 'utf8').slice(-2000)}`);
    });
  }

  /** `fast` as an administrator would, `immediate` as a crash: nothing is written any more, the next start recovers. */
  async stop(how: 'fast' | 'immediate' = 'fast'): Promise<void> {
    await this.server?.stop(how === 'fast' ? 'INT' : 'QUIT');
    this.server = undefined;
  }

  /** Stops all its processes where they stand, or lets them go on: a machine that does not answer, and no connection lost. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    const [pid] = readFileSync(this.path('data/postmaster.pid'), 'utf8').split('\n');
    for (const process_ of [Number(pid), ...childrenOf(Number(pid), 'postgres')])
      process.kill(process_, signal);
  }

  /** Ends it and removes all that it has written. */
  async remove(): Promise<void> {
    await this.stop('immediate');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private path(name: string): string {
    return join(this.folder, name);
  }

  private async initialise(): Promise<void> {
    const { uid, gid } = this.user;
    mkdirSync(this.path('data'), { mode: 0o700 });
    writeFileSync(this.path('password'), PASSWORD);
    if (uid !== undefined && gid !== undefined)
      for (const name of ['', 'data', 'password']) chownSync(this.path(name), uid, gid);
    const args = ['-D', this.path('data'), '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
    const access = ['-A', 'scram-sha-256', `--pwfile=${this.path('password')}`];
    await promisify(execFile)(this.binaries.initdb, [...args, ...access], { ...this.user, cwd: this.folder });
  }

  private async answers(): Promise<boolean> {
    const client = new pg.Client({ connectionString: this.url(), connectionTimeoutMillis: 1000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return true;
    } catch {
      return false;
    }
  }
}
