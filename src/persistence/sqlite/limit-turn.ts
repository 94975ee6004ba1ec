import type { LimitedTurn, TurnLimits } from '../../conversation/limits/turn.limits.ts';
import type { Database } from './database.ts';
import { release, reschedule } from './open-texts.ts';
import { enqueue } from './outbox.ts';
import type { ConversationRow } from './rows.ts';
import { DAY_MS, installationUsage, MINUTE_MS, reserveTurn } from './usage.ts';

/**
 * Undefined when the conversation may have a turn, whose worst case is counted then. Otherwise its texts are let go of,
 * and it is told so, once a window.
 */
export function limitTurn(
  db: Database,
  conversation: ConversationRow,
  limits: TurnLimits | undefined,
  now: number,
): LimitedTurn | undefined {
  if (!limits) return undefined;
  const verdict = reserveTurn(db, conversation, limits, now);
  if (verdict.kind === null) return undefined;
  const { kind, rule, windowAt } = verdict;
  db.run(
    `UPDATE messages SET state = 'rate-limited', limit_rule = ?, limit_until = ?
     WHERE conversation_id = ? AND state = 'unanswered'`,
    [rule, windowAt + (kind === 'minute' ? MINUTE_MS : DAY_MS), conversation.conversation_id],
  );
  const notice = { origin: `notice:limit-${kind}:${windowAt}`, texts: [limits.notices[kind]] };
  enqueue(db, conversation, { ...notice, ttlMs: limits.outboxTtlMs });
  reschedule(db, conversation);
  release(db, conversation);
  return { conversationId: conversation.id, kind };
}

/** Whether so much of the installation's budget is used that cheaper models should answer. */
export function isEconomy(db: Database, limits: TurnLimits | undefined, now: number): boolean {
  if (!limits) return false;
  const { tokens, micro_usd: microUsd } = installationUsage(db, now);
  const { tokensPerDay, microUsdPerDay } = limits.installation;
  const nearly = (limit: number, used: number): boolean => limit > 0 && used >= limit * limits.economyFrom;
  return nearly(tokensPerDay, tokens) || nearly(microUsdPerDay, microUsd);
}
