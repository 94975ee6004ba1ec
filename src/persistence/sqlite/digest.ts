import type { Digest, DigestInput } from '../../conversation/digest.store.ts';
import type { Database } from './database.ts';

/** Each costs two look-ups. More would hold up other operations. */
const MOST_TURNS = 20_000;

const WITHIN = 'created_at >= ?1 AND created_at < ?2';
const COVERED = `SELECT min(m.created_at) FROM messages m
  WHERE m.conversation_id = turn.conversation_id AND m.turn_fence = turn.fence AND m.state = 'covered'`;

export function readDigest(db: Database, { since, until }: DigestInput): Digest {
  const one = <Row>(sql: string): Row => ({ ...db.get<Row & object>(sql, [since, until]) }) as Row;
  return {
    ...one<Pick<Digest, 'texts' | 'people' | 'limited' | 'deadTexts'>>(
      `SELECT count(*) AS texts, count(DISTINCT coalesce(sender, conversation_id)) AS people,
         count(*) FILTER (WHERE state = 'rate-limited') AS limited, count(*) FILTER (WHERE state = 'dead') AS deadTexts
       FROM messages WHERE ${WITHIN} AND direction = 'in'`,
    ),
    ...one<Pick<Digest, 'replies' | 'deadReplies'>>(
      `SELECT count(*) FILTER (WHERE o.state IN ('sent', 'delivered') AND o.origin LIKE 'turn:%') AS replies,
         count(*) FILTER (WHERE o.state IN ('dead', 'failed')) AS deadReplies
       FROM messages m JOIN outbox o ON o.id = m.id
       WHERE m.created_at >= ?1 AND m.created_at < ?2 AND m.direction = 'out'`,
    ),
    ...one<Pick<Digest, 'medianMs' | 'p95Ms'>>(
      `WITH ranked AS (SELECT ms, row_number() OVER (ORDER BY ms) AS place, count(*) OVER () AS n FROM (
         SELECT o.sending_at - (${COVERED}) AS ms
         FROM (SELECT conversation_id, fence FROM turns WHERE ${WITHIN} ORDER BY created_at DESC LIMIT ${MOST_TURNS}) turn
           JOIN outbox o ON o.conversation_id = turn.conversation_id AND o.origin = 'turn:' || turn.fence AND o.part = 0
         WHERE o.state IN ('sent', 'delivered')) WHERE ms IS NOT NULL)
       SELECT min(ms) FILTER (WHERE place * 100 >= n * 50) AS medianMs,
         min(ms) FILTER (WHERE place * 100 >= n * 95) AS p95Ms FROM ranked`,
    ),
    ...one<Pick<Digest, 'failures'>>(`SELECT count(*) AS failures FROM turn_failures WHERE ${WITHIN}`),
    ...one<Pick<Digest, 'tokens' | 'microUsd'>>(
      `SELECT coalesce(sum(call.value ->> 'promptTokens' + (call.value ->> 'completionTokens')), 0) AS tokens,
         coalesce(sum(call.value ->> 'microUsd'), 0) AS microUsd
       FROM (SELECT model_calls FROM turns WHERE ${WITHIN}
         UNION ALL SELECT model_calls FROM turn_failures WHERE ${WITHIN}) took, json_each(took.model_calls) call`,
    ),
  };
}
