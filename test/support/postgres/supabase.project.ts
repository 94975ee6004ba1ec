import pg from 'pg';
import { migrateDatabase } from '../../../scripts/migrate-database.ts';
import { ApiKeys } from './api-keys.ts';
import { Gateway } from './gateway.ts';
import { PostgresCluster } from './postgres.cluster.ts';
import { PostgrestServer } from './postgrest.server.ts';

const AUTHENTICATOR: [string, string] = ['authenticator', 'another-password-of-no-value'];

/** What a hosted project has before anybody does anything: its roles, their limits, and what they are granted. */
const HOSTED = `
  create role anon nologin noinherit;
  create role authenticated nologin noinherit;
  create role service_role nologin noinherit bypassrls;
  create role ${AUTHENTICATOR[0]} login noinherit password '${AUTHENTICATOR[1]}';
  grant anon, authenticated, service_role to ${AUTHENTICATOR[0]};
  alter role anon set statement_timeout = '3s';
  alter role authenticated set statement_timeout = '8s';
  alter role ${AUTHENTICATOR[0]} set statement_timeout = '8s';
  grant usage on schema public to anon, authenticated, service_role;
  alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
  alter default privileges in schema public grant all on functions to anon, authenticated, service_role;
  alter default privileges in schema public grant all on sequences to anon, authenticated, service_role;
`;

/** In an order in which they can be emptied. */
const TABLES = [
  'jobs',
  'reservations',
  'conversation_usage',
  'alarms',
  'outbox',
  'asks',
  'tool_calls',
  'turns',
  'turn_failures',
  'messages',
  'conversations',
  'events',
  'consents',
  'consent_changes',
  'heartbeat',
  'replicas',
  'settings',
  'forgotten_ids',
  'forgotten_opt_outs',
  'catch_ups',
  'moves',
];

/** A Supabase project on this machine: Postgres, PostgREST and a gateway before it. About two seconds to start. */
export class SupabaseProject {
  readonly cluster: PostgresCluster;
  readonly keys = new ApiKeys();
  readonly gateway: Gateway;
  readonly pool: pg.Pool;
  /** What SUPABASE_URL is set to. */
  url = '';
  private postgrest: PostgrestServer | undefined;

  private constructor(cluster: PostgresCluster) {
    this.cluster = cluster;
    this.gateway = new Gateway(() => this.postgrest?.port);
    this.pool = new pg.Pool({ connectionString: cluster.url(), max: 2 });
    this.pool.on('error', () => undefined);
  }

  /**
   * @param migrated false: as it is before `npm run db:migrate`
   * @param durable see `PostgresCluster.start`
   * @param port of its gateway; 0: some free one
   */
  static async start({ migrated = true, durable = false, port = 0 } = {}): Promise<SupabaseProject> {
    const project = new SupabaseProject(await PostgresCluster.start({ durable }));
    try {
      await project.query(HOSTED);
      if (migrated) await project.migrate();
      await project.startRest();
      project.url = await project.gateway.listen(port);
      return project;
    } catch (error) {
      await project.stop();
      throw error;
    }
  }

  /** The environment that makes a Chip use it. */
  env(): Record<string, string> {
    return { SUPABASE_URL: this.url, SUPABASE_KEY: this.keys.service };
  }

  migrate(): Promise<string[]> {
    return migrateDatabase(this.cluster.url());
  }

  /** As the superuser, past PostgREST. */
  async query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]> {
    return (await this.pool.query<Row>(sql, values)).rows;
  }

  /** Forgets everything, for the next test. */
  async empty(): Promise<void> {
    await this.query(TABLES.map((table) => `delete from ${table};`).join(''));
    await this.query('update installation_usage set day_at = 0, tokens = 0, micro_usd = 0');
  }

  /** After its gateway was closed: there again, under the same address. */
  async reopen(port: number): Promise<void> {
    await this.gateway.listen(port);
  }

  /** @param database what its address leads to from now on */
  async startRest(database = 'postgres'): Promise<void> {
    this.postgrest = await PostgrestServer.start(this.cluster, database, AUTHENTICATOR, this.keys.secret);
  }

  async stopRest(): Promise<void> {
    await this.postgrest?.stop();
    this.postgrest = undefined;
  }

  async stop(): Promise<void> {
    await this.gateway.close().catch(() => undefined);
    await this.stopRest();
    await this.pool.end();
    await this.cluster.remove();
  }
}
