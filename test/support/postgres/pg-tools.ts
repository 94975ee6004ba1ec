import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findBinaries } from './binaries.ts';

/** A Postgres that this system's pg_dump can read. */
export interface PgTools {
  /** Folder with `bin/postgres`, for POSTGRES; undefined: that of npm will do. */
  postgres: string | undefined;
}

/** Whether pg_dump, pg_restore and psql are here, or why there are none: pg_dump reads no server that is newer than itself. */
export function findPgTools(): PgTools | string {
  const version = majorOf('pg_dump');
  if (version === undefined) return 'pg_dump is not installed';
  for (const tool of ['pg_restore', 'psql'])
    if (majorOf(tool) === undefined) return `${tool} is not installed`;
  const ofNpm = majorOf(findBinaries().postgres);
  if (ofNpm !== undefined && ofNpm <= version) return { postgres: undefined };
  const beside = `/usr/lib/postgresql/${version}`;
  if (existsSync(`${beside}/bin/postgres`)) return { postgres: beside };
  return `pg_dump ${version} reads no Postgres ${ofNpm}, and there is no Postgres ${version} here`;
}

function majorOf(program: string): number | undefined {
  const { status, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return status === 0 ? Number(/ (\d+)/.exec(stdout)?.[1]) : undefined;
}
