import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

export const IN_MEMORY = ':memory:';

/** Brings the tables up to date, or throws when a newer Chip has written them. */
export function migrate(db: DatabaseSync, path: string, migrations: readonly string[]): void {
  const version = expectKnown(db, path, migrations);
  if (version === migrations.length) return;
  if (version > 0 && path !== IN_MEMORY) copy(db, `${path}.before-v${migrations.length}-${Date.now()}`);
  db.exec('BEGIN EXCLUSIVE');
  for (const sql of migrations.slice(version)) db.exec(sql);
  db.exec(`PRAGMA application_id = ${fingerprint(migrations)}`);
  db.exec(`PRAGMA user_version = ${migrations.length}; COMMIT`);
}

/** Throws unless the tables are those of this version: an upgrade is the server's business. */
export function expectSchema(db: DatabaseSync, path: string, migrations: readonly string[]): void {
  const version = expectKnown(db, path, migrations);
  if (version === migrations.length) return;
  throw new Error(
    `the database ${path} was written by an older Chip (schema ${version}, this one has ${migrations.length}); start the server of this version once, it upgrades the file`,
  );
}

/** Its version. Throws when a newer or another Chip has made it. */
export function expectKnown(db: DatabaseSync, path: string, migrations: readonly string[]): number {
  const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number };
  if (version > migrations.length) {
    throw new Error(
      `the database ${path} was written by a newer Chip (schema ${version}, this one knows ${migrations.length}); update Chip or set DATABASE_PATH to another file`,
    );
  }
  if (version > 0 && fingerprintIn(db) !== fingerprint(migrations.slice(0, version))) {
    throw new Error(
      `the database ${path} was made by a build of Chip whose schema ${version} was another; move it away or set DATABASE_PATH to another file`,
    );
  }
  return version;
}

/** A number says which schema was meant, this says which it was: an entry that was edited afterwards shows at a start. */
function fingerprint(migrations: readonly string[]): number {
  return createHash('sha256').update(migrations.join('\n')).digest().readInt32BE();
}

function fingerprintIn(db: DatabaseSync): number {
  return (db.prepare('PRAGMA application_id').get() as { application_id: number }).application_id;
}

/** A copy first: an upgrade in place cannot be taken back. On the disk, and as private as the original. */
function copy(db: DatabaseSync, to: string): void {
  const file = openSync(to, 'ax', 0o600);
  try {
    db.prepare('VACUUM INTO ?').run(to);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
