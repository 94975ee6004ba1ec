import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';

type Values = (string | number)[];

/** Reaches into the tables behind the server's back: of the file, or of the Postgres that the run has started. */
export type Tamper = <Row>(sql: string, values?: Values) => Promise<Row[]>;

/** @returns for SQL that both understand, with `$1` and so on for its values */
export function tamperer(env = process.env): Tamper {
  const { CHAOS_DATABASE_URL: url, DATABASE_PATH: path = '' } = env;
  if (url === undefined) {
    let db: DatabaseSync | undefined;
    return <Row>(sql: string, values: Values = []) => {
      db ??= new DatabaseSync(path, { timeout: 3000 });
      return Promise.resolve(db.prepare(sql.replaceAll(/\$\d/g, '?')).all(...values) as Row[]);
    };
  }
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  pool.on('error', () => undefined);
  return async <Row>(sql: string, values: Values = []) => (await pool.query(sql, values)).rows as Row[];
}
