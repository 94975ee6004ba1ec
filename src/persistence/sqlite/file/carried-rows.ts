import type { DatabaseSync } from 'node:sqlite';
import { hashWith, OPT_OUT } from '../operator/forgotten.ts';

/**
 * What a human has decided since a backup was made holds after its restore: opt-outs, also of people who were forgotten (P5),
 * pauses, and the kill switch.
 * @param old path of the database that is replaced
 * @returns how many opt-outs
 */
export function carryOver(db: DatabaseSync, old: string): number {
  try {
    db.prepare('ATTACH ? AS old').run(old);
    let optOuts = carryOptOuts(db);
    // Of the two files either may be of a version that did not keep these yet.
    if (hasTable(db, 'main', 'settings') && hasTable(db, 'old', 'settings')) {
      optOuts += carryForgotten(db);
      carryHolds(db);
    }
    db.exec('DETACH old');
    return optOuts;
  } catch {
    // It may be what has to be replaced because it cannot be read any more.
    return 0;
  }
}

function hasTable(db: DatabaseSync, schema: 'main' | 'old', name: string): boolean {
  return db.prepare(`SELECT 1 FROM ${schema}.sqlite_schema WHERE name = ?`).get(name) !== undefined;
}

function carryOptOuts(db: DatabaseSync): number {
  const { changes } = db
    .prepare(
      `INSERT INTO consents SELECT * FROM old.consents o WHERE o.opted_out_at IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM consents c WHERE c.channel = o.channel AND c.target = o.target
           AND (c.changed_at >= o.changed_at OR c.opted_out_at IS NOT NULL))
       ON CONFLICT (channel, target) DO UPDATE SET opted_out_at = excluded.opted_out_at,
         changed_at = excluded.changed_at, source = excluded.source, message_id = excluded.message_id`,
    )
    .run();
  return Number(changes);
}

interface KeptOptOut {
  hash: string;
  opted_out_at: number;
  source: string;
  message_id: string;
}

/** Whoever was forgotten since is back, under their name: so is what they have said about texts from us. */
function carryForgotten(db: DatabaseSync): number {
  const key = db.prepare(`SELECT value FROM old.settings WHERE name = 'hash-key'`).get()?.value as string;
  if (key === undefined) return 0;
  db.exec(`INSERT INTO settings SELECT * FROM old.settings WHERE name = 'hash-key' ON CONFLICT DO NOTHING;
    INSERT INTO forgotten_ids SELECT * FROM old.forgotten_ids WHERE true ON CONFLICT DO NOTHING;`);
  const carried = db
    .prepare(
      'INSERT INTO forgotten_opt_outs SELECT * FROM old.forgotten_opt_outs WHERE true ON CONFLICT DO NOTHING',
    )
    .run();
  const all = db.prepare('SELECT * FROM forgotten_opt_outs').all() as unknown as KeptOptOut[];
  const kept = new Map(all.map((optOut) => [optOut.hash, optOut]));
  const people = db
    .prepare('SELECT DISTINCT channel, coalesce(target, conversation_id) AS target FROM conversations')
    .all() as { channel: string; target: string }[];
  const optOut = db.prepare(
    `INSERT INTO consents (channel, target, opted_out_at, changed_at, source, message_id) VALUES (?, ?, ?3, ?3, ?, ?)
     ON CONFLICT (channel, target) DO UPDATE SET opted_out_at = excluded.opted_out_at,
       changed_at = excluded.changed_at, source = excluded.source, message_id = excluded.message_id`,
  );
  for (const { channel, target } of people) {
    const theirs = kept.get(hashWith(key, [OPT_OUT, channel, target]));
    if (!theirs) continue;
    optOut.run(channel, target, theirs.opted_out_at, theirs.source, theirs.message_id);
    db.prepare('DELETE FROM forgotten_opt_outs WHERE hash = ?').run(theirs.hash);
  }
  return Number(carried.changes);
}

/** Of a conversation that both know, and of everything. */
function carryHolds(db: DatabaseSync): void {
  db.exec(`INSERT INTO settings SELECT * FROM old.settings WHERE name = 'kill-switch'
      ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at;
    UPDATE conversations SET paused_at = o.paused_at, not_before = 0 FROM old.conversations o
      WHERE o.conversation_id = conversations.conversation_id
        AND (o.paused_at IS NULL) <> (conversations.paused_at IS NULL);`);
}
