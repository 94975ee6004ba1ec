/** The tables as the auditor reads them (see `auditor/rows.ts`): times in epoch ms, one JSON list each. */
const ROWS = {
  conversations: 'select conversation_id, kind, target from conversations',
  messages: `select seq, id, conversation_id, direction, body, external_id, state, turn_fence,
    ${ms('created_at')} as created_at from messages order by seq`,
  turns: `select conversation_id, fence, duration_ms, ${ms('created_at')} as created_at
    from turns order by conversation_id, fence`,
  outbox: `select seq, id, conversation_id, target, body, origin, state, attempts, resends, sending_at, error_code
    from outbox order by seq`,
  events: 'select event_class, external_id, webhook_id from events',
  consentChanges: 'select target, change, source, message_id, changed_at from consent_changes order by seq',
};

/** One value named `rows`: all tables in one JSON object. */
export const READ_ALL = `select json_build_object(${Object.entries(ROWS)
  .map(([table, sql]) => `'${table}', (select coalesce(json_agg(r), '[]') from (${sql}) r)`)
  .join(', ')})::text as rows`;

export const BACKLOG = `select (select count(*) from messages where state = 'unanswered')
  + (select count(*) from outbox where state in ('pending', 'sending', 'unknown')) as open`;

export const UNSETTLED = `select count(*) as open from outbox where state in ('sending', 'unknown') and sending_at < $1`;

function ms(column: string): string {
  return `(extract(epoch from ${column}) * 1000)::bigint`;
}
