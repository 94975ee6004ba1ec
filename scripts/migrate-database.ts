import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import pg from 'pg';

const FOLDER = fileURLToPath(new URL('../supabase/migrations/', import.meta.url));
const CONNECT_MS = 10_000;
/** How long a change waits for what traffic holds. Whoever comes after it waits as long, so it is less than a webhook may take. */
const LOCK_MS = 3000;
const TRIES = 5;

/** Lock not available, deadlock: the traffic was faster, and another try is harmless. */
const BUSY = new Set(['55P03', '40P01']);

/**
 * Brings a Supabase database up to date with `supabase/migrations`, all files in one transaction.
 * @param url connection string of a role that may create tables; not the transaction pooler's, which keeps no locks
 * @returns the names of what was applied; empty when there was nothing to do
 */
export async function migrateDatabase(url: string): Promise<string[]> {
  for (let tries = 1; ; tries++) {
    try {
      return await migrateOnce(url);
    } catch (error) {
      if (tries === TRIES || !BUSY.has((error as { code?: string }).code ?? '')) throw error;
    }
  }
}

async function migrateOnce(url: string): Promise<string[]> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    ...(needsEncryption(url) && { ssl: { rejectUnauthorized: false } }),
  });
  // Said by the query that fails; unheard it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`SET lock_timeout = ${LOCK_MS}; SET client_min_messages = warning`);
    const applied = await runner({
      dbClient: client,
      dir: FOLDER,
      direction: 'up',
      migrationsSchema: 'chip',
      createMigrationsSchema: true,
      migrationsTable: 'migrations',
      singleTransaction: true,
      advisoryLockMode: 'wait',
      logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    });
    // Also when there was nothing to apply: whoever runs it again may be after a PostgREST that has not noticed.
    await client.query(`NOTIFY pgrst, 'reload schema'`);
    return applied.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/**
 * pg encrypts only when told to, and a password must not cross the internet as it is. Not verified, since Supabase signs
 * its certificates itself; `sslmode` in the string has the last word.
 */
function needsEncryption(url: string): boolean {
  const { hostname = '', searchParams } = URL.parse(url) ?? {};
  return !searchParams?.has('sslmode') && !['localhost', '127.0.0.1', '[::1]', ''].includes(hostname);
}

const ignore = (): void => undefined;
