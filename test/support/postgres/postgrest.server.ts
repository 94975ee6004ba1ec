import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../../scripts/free-port.ts';
import { eventually } from '../../contract/eventually.ts';
import { GuardedProcess } from './guarded.process.ts';
import type { PostgresCluster } from './postgres.cluster.ts';

/** PostgREST with the settings of hosted Supabase. */
export class PostgrestServer {
  readonly port: number;
  private readonly process: GuardedProcess;
  private readonly adminPort: number;

  private constructor(port: number, adminPort: number, process: GuardedProcess) {
    this.port = port;
    this.adminPort = adminPort;
    this.process = process;
  }

  /**
   * @param user role to connect as, and its password
   * @param jwtSecret what the API keys are signed with
   */
  static async start(
    cluster: PostgresCluster,
    database: string,
    user: [string, string],
    jwtSecret: string,
  ): Promise<PostgrestServer> {
    const [port, adminPort] = [await freePort(), await freePort()];
    const env = {
      PGRST_DB_URI: cluster.url(database, ...user),
      PGRST_DB_SCHEMAS: 'public',
      PGRST_DB_ANON_ROLE: 'anon',
      PGRST_DB_MAX_ROWS: '1000',
      PGRST_DB_POOL: '15',
      PGRST_JWT_SECRET: jwtSecret,
      PGRST_SERVER_HOST: '127.0.0.1',
      PGRST_SERVER_PORT: String(port),
      PGRST_ADMIN_SERVER_PORT: String(adminPort),
      PGRST_LOG_LEVEL: 'crit',
    };
    const { postgrest } = cluster.binaries;
    const log = join(cluster.folder, `postgrest-${port}.log`);
    const process = new GuardedProcess(cluster.folder, [postgrest], log, { env, ...cluster.user });
    const server = new PostgrestServer(port, adminPort, process);
    try {
      await eventually('PostgREST to be ready', () => server.ready(), 20_000);
    } catch (error) {
      await server.stop();
      throw new Error(`${(error as Error).message}; it said:\n${readFileSync(log, 'utf8').slice(-2000)}`);
    }
    return server;
  }

  /** Whether it has read the schema and reaches the database. */
  async ready(): Promise<boolean> {
    try {
      return (await fetch(`http://127.0.0.1:${this.adminPort}/ready`)).status === 200;
    } catch {
      return false;
    }
  }

  stop(): Promise<void> {
    return this.process.stop('TERM');
  }
}
