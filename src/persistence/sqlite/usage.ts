import type {
  LimitKind,
  LimitRule,
  SettleTurnInput,
  TurnLimits,
} from '../../conversation/limits/turn.limits.ts';
import type { Database } from './database.ts';
import type { ConversationRow } from './rows.ts';

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;
/** A turn that has not been settled for so long will not be. */
const SETTLED_WITHIN_MS = 3_600_000;

interface ConversationUsage {
  minute_at: number;
  minute_turns: number;
  day_at: number;
  day_turns: number;
  day_tokens: number;
}

interface InstallationUsage {
  day_at: number;
  tokens: number;
  micro_usd: number;
}

/** Why a conversation may have no turn now, with the window in which that holds; or that a turn was counted. */
export type Verdict = { kind: LimitKind; rule: LimitRule; windowAt: number } | { kind: null };

/** Counts the next turn of a conversation at its worst case, unless that would pass a limit. */
export function reserveTurn(
  db: Database,
  conversation: ConversationRow,
  limits: TurnLimits,
  now: number,
): Verdict {
  const key = conversation.conversation_id;
  const own = conversationUsage(db, key, now);
  const all = installationUsage(db, now);
  const { tokens, microUsd } = limits.reserve;
  const over = (limit: number, wanted: number): boolean => limit > 0 && wanted > limit;
  if (over(limits.turnsPerMinute, own.minute_turns + 1))
    return { kind: 'minute', rule: 'turns-per-minute', windowAt: own.minute_at };
  const day = { kind: 'day', windowAt: own.day_at } as const;
  if (over(limits.turnsPerDay, own.day_turns + 1)) return { ...day, rule: 'turns-per-day' };
  if (over(limits.tokensPerDay, own.day_tokens + tokens)) return { ...day, rule: 'tokens-per-day' };
  const { tokensPerDay, microUsdPerDay } = limits.installation;
  const installation = { kind: 'installation', windowAt: all.day_at } as const;
  if (over(tokensPerDay, all.tokens + tokens)) return { ...installation, rule: 'all-tokens-per-day' };
  if (over(microUsdPerDay, all.micro_usd + microUsd)) return { ...installation, rule: 'usd-per-day' };

  db.run(
    `INSERT INTO conversation_usage VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (conversation_id) DO UPDATE
       SET minute_at = ?2, minute_turns = ?3, day_at = ?4, day_turns = ?5, day_tokens = ?6`,
    [key, own.minute_at, own.minute_turns + 1, own.day_at, own.day_turns + 1, own.day_tokens + tokens],
  );
  db.run('UPDATE installation_usage SET day_at = ?, tokens = ?, micro_usd = ? WHERE id = 1', [
    all.day_at,
    all.tokens + tokens,
    all.micro_usd + microUsd,
  ]);
  db.run('DELETE FROM reservations WHERE conversation_id = ? AND claimed_at < ?', [
    key,
    now - SETTLED_WITHIN_MS,
  ]);
  db.run('INSERT INTO reservations VALUES (?, ?, ?, ?, ?, ?, ?, ?)', [
    key,
    conversation.fence + 1,
    now,
    own.minute_at,
    own.day_at,
    all.day_at,
    tokens,
    microUsd,
  ]);
  return { kind: null };
}

/** What the installation has used in the window that `now` is in. */
export function installationUsage(db: Database, now: number): InstallationUsage {
  const row = db.get<InstallationUsage>(
    'SELECT day_at, tokens, micro_usd FROM installation_usage WHERE id = 1',
  );
  return row && now < row.day_at + DAY_MS ? row : { day_at: now, tokens: 0, micro_usd: 0 };
}

function conversationUsage(db: Database, key: string, now: number): ConversationUsage {
  const row = db.get<ConversationUsage>('SELECT * FROM conversation_usage WHERE conversation_id = ?', [key]);
  const minute = row && now < row.minute_at + MINUTE_MS ? row : { minute_at: now, minute_turns: 0 };
  const day = row && now < row.day_at + DAY_MS ? row : { day_at: now, day_turns: 0, day_tokens: 0 };
  return {
    minute_at: minute.minute_at,
    minute_turns: minute.minute_turns,
    day_at: day.day_at,
    day_turns: day.day_turns,
    day_tokens: day.day_tokens,
  };
}

/** See `UsageStore.settleTurn`. A window that has turned meanwhile is left alone: the turn was counted in the one before. */
export function settleTurn(
  db: Database,
  { conversationId, fence, spent, ownTokens, answered }: SettleTurnInput,
): void {
  const reserved = db.get<{
    conversation_id: string;
    minute_at: number;
    day_at: number;
    installation_at: number;
    tokens: number;
    micro_usd: number;
  }>(
    `DELETE FROM reservations WHERE fence = ? AND conversation_id =
       (SELECT conversation_id FROM conversations WHERE id = ?) RETURNING *`,
    [fence, conversationId],
  );
  if (!reserved) return;
  const key = reserved.conversation_id;
  const tokens = Math.round(spent.tokens) - reserved.tokens;
  const turns = answered ? 0 : 1;
  // An outage must not take somebody's day. What it cost is the installation's.
  const own = Math.round(ownTokens) - reserved.tokens;
  db.run(
    'UPDATE conversation_usage SET minute_turns = minute_turns - ? WHERE conversation_id = ? AND minute_at = ?',
    [turns, key, reserved.minute_at],
  );
  db.run(
    `UPDATE conversation_usage SET day_turns = day_turns - ?, day_tokens = day_tokens + ?
     WHERE conversation_id = ? AND day_at = ?`,
    [turns, own, key, reserved.day_at],
  );
  db.run(
    'UPDATE installation_usage SET tokens = tokens + ?, micro_usd = micro_usd + ? WHERE id = 1 AND day_at = ?',
    [tokens, Math.ceil(spent.microUsd) - reserved.micro_usd, reserved.installation_at],
  );
}
