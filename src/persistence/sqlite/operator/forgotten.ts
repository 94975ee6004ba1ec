import { createHash, randomBytes } from 'node:crypto';
import type { ChannelEvent } from '../../../conversation/channel-event.ts';
import { changeConsent, type OptOut, type Subject } from '../consents.ts';
import type { Database } from '../database.ts';

const NAME = 'hash-key';
/** What a hash of an opt-out begins with. */
export const OPT_OUT = 'opt-out';

/**
 * Made when somebody is first forgotten, and kept in the store: an opt-out must hold for ever, whatever secrets are changed
 * outside, and on every server. It keeps hashes from being looked up in a list; whoever has the whole database can still
 * try one number after the other.
 */
export function ensureHashKey(db: Database): void {
  db.run('INSERT INTO settings (name, value, changed_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', [
    NAME,
    randomBytes(32).toString('hex'),
    Date.now(),
  ]);
}

/** Undefined: nobody was ever forgotten. The same construction stands in `chip.keyed_hash`. */
function keyedHash(db: Database, ...parts: Parameters<typeof hashWith>[1]): string | undefined {
  const key = db.get<{ value: string }>('SELECT value FROM settings WHERE name = ?', [NAME]);
  return key && hashWith(key.value, parts);
}

/** @param key hex, as it is kept in the settings */
export function hashWith(key: string, parts: readonly [kind: string, channel: string, of: string]): string {
  const secret = Buffer.from(key, 'hex');
  const inner = createHash('sha256').update(secret).update(parts.join('\n')).digest();
  return createHash('sha256').update(secret).update(inner).digest('hex');
}

export function rememberId(db: Database, channel: string, id: string | null): void {
  if (id === null) return;
  const hash = keyedHash(db, 'id', channel, id) as string;
  db.run('INSERT INTO forgotten_ids (hash, forgotten_at) VALUES (?, ?) ON CONFLICT DO NOTHING', [
    hash,
    Date.now(),
  ]);
}

/** True for an event about something that was forgotten: a text that is delivered once more, a status of a reply. */
export function isForgotten(db: Database, channel: string, event: ChannelEvent): boolean {
  const correlationId = event.kind === 'delivery' ? event.correlationId : null;
  return [event.externalId, event.webhookId, correlationId].some((id) => {
    const hash = id === null ? undefined : keyedHash(db, 'id', channel, id);
    return hash !== undefined && db.get('SELECT 1 FROM forgotten_ids WHERE hash = ?', [hash]) !== undefined;
  });
}

interface KeptOptOut extends OptOut {
  opted_out_at: number;
}

/** Keeps an opt-out without saying whose. */
export function rememberOptOut(db: Database, { channel, target }: Subject, optOut: KeptOptOut): void {
  db.run(
    `INSERT INTO forgotten_opt_outs (hash, opted_out_at, source, message_id) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    [
      keyedHash(db, OPT_OUT, channel, target) as string,
      optOut.opted_out_at,
      optOut.source,
      optOut.message_id,
    ],
  );
}

/** Somebody writes who was forgotten: what they have said about texts from us holds, from now on under their name. */
export function restoreOptOut(db: Database, subject: Subject): void {
  const hash = keyedHash(db, OPT_OUT, subject.channel, subject.target);
  if (hash === undefined) return;
  const kept = db.get<KeptOptOut>('SELECT * FROM forgotten_opt_outs WHERE hash = ?', [hash]);
  if (!kept) return;
  changeConsent(db, subject, { change: 'opt-out', source: kept.source, messageId: kept.message_id });
  db.run('DELETE FROM forgotten_opt_outs WHERE hash = ?', [hash]);
}
