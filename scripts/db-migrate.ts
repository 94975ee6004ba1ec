/** `npm run db:migrate`: brings the database that DATABASE_URL names up to date. Says what to do when it cannot. */
import { existsSync } from 'node:fs';
import { explainMigration, problemOfUrl } from './explain-migration.ts';
import { migrateDatabase } from './migrate-database.ts';

if (existsSync('.env')) process.loadEnvFile('.env');
const url = process.env.DATABASE_URL?.trim() ?? '';

const problem = problemOfUrl(url) ?? (await migrate());
if (problem) {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}

/** What went wrong, or undefined. */
async function migrate(): Promise<string | undefined> {
  try {
    const applied = await migrateDatabase(url);
    for (const name of applied) process.stdout.write(`applied ${name}\n`);
    const change = applied.length > 0 ? 'is' : 'was';
    process.stdout.write(`the database ${change} up to date\n`);
    return undefined;
  } catch (error) {
    return explainMigration(error, url);
  }
}
