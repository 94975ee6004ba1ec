import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { moveToSupabase, type Moved } from '../../src/persistence/move/move-to-supabase.ts';
import { chip } from './command-line.ts';
import { liveIn } from './lived-in.ts';
import type { SupabaseProject } from './postgres/supabase.project.ts';
import type { Ended } from './script.ts';
import { StoreFile } from './store-file.ts';

const ENTRY = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** A file that a server was stopped on, and the project that it is to be moved to. */
export class MoveSite {
  readonly file: StoreFile;
  private readonly project: SupabaseProject;

  private constructor(file: StoreFile, project: SupabaseProject) {
    this.file = file;
    this.project = project;
  }

  /** @param lines of a long conversation, besides one row of each kind */
  static async create(project: SupabaseProject, lines = 0): Promise<MoveSite> {
    const file = await StoreFile.create();
    const chat = await file.open();
    await liveIn(chat);
    await chat.store.close();
    const site = new MoveSite(file, project);
    site.write(`INSERT INTO messages (id, conversation_id, direction, body, raw, created_at, state)
      WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ${lines})
      SELECT printf('00000000-0000-4000-8000-%012d', n), (SELECT min(conversation_id) FROM conversations), 'in',
        'line ' || n, json_object('n', n / 7.0), 1000 + n, 'covered' FROM n WHERE ${lines} > 0`);
    return site;
  }

  /** As a server would that ran on the file. */
  write(sql: string): void {
    const db = new DatabaseSync(this.file.path);
    db.exec(sql);
    db.close();
  }

  /** In this process. */
  move(anew = false): Promise<Moved> {
    const { url, keys } = this.project;
    return moveToSupabase({ path: this.file.path, url, key: keys.service, anew, progress: () => undefined });
  }

  /** `chip move --to supabase`. */
  run(...options: string[]): Promise<Ended> {
    return chip(['move', '--to', 'supabase', ...options], this.place());
  }

  /**
   * The command in a process that is killed as soon as it has made so many requests.
   * @returns false when it was done before that
   */
  async killedAfter(requests: number, ...options: string[]): Promise<boolean> {
    this.project.gateway.break(undefined);
    const { cwd, env } = this.place();
    const child = spawn(process.execPath, [ENTRY, 'move', '--to', 'supabase', ...options], {
      cwd,
      env,
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    while (child.exitCode === null && this.project.gateway.requests < requests) await pause(1);
    child.kill('SIGKILL');
    const [code] = (await ended) as [number | null];
    return code === null;
  }

  private place(): { cwd: string; env: Record<string, string> } {
    const { PATH = '' } = process.env;
    return {
      cwd: dirname(this.file.path),
      env: { PATH, DATABASE_PATH: this.file.path, ...this.project.env() },
    };
  }
}
