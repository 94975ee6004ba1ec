/** A table that goes along: all of its columns, those included that a later version adds to both stores. */
export interface MovedTable {
  name: string;
  /** Columns that order its rows and are unique. `seq` alone: a sequence that has to go on behind the highest. */
  key: readonly string[];
  /** Columns that the project has no need for. */
  left?: readonly string[];
  /**
   * What takes the place of a column, as an expression over the row of the file: leases end as at a start of the server
   * (`voidLeases`), and what only the project has is made.
   */
  instead?: Readonly<Record<string, string>>;
  /** True for what a server makes by itself before anybody has written: in a project it is in nobody's way. */
  madeByServers?: boolean;
}

const NO_LEASE = { claim_id: 'NULL', lease_until: '0' };

/**
 * In the order in which they are put: no row before what it refers to, changes of consent before the jobs that one of them
 * would end, and hashes of who was forgotten after the conversations that would ask for them. `reservations` stay, since
 * of a turn that ended with its server nobody ever knows; so do heartbeats, which are of the servers of one store.
 */
export const MOVED_TABLES: readonly MovedTable[] = [
  { name: 'consent_changes', key: ['seq'] },
  { name: 'consents', key: ['channel', 'target'] },
  {
    name: 'conversations',
    key: ['conversation_id'],
    instead: {
      ...NO_LEASE,
      // Its words are what the next text is compared with, to find machines.
      last_words: `(SELECT m.body FROM messages m WHERE m.conversation_id = conversations.conversation_id
        AND m.direction = 'in' ORDER BY m.seq DESC LIMIT 1)`,
    },
  },
  { name: 'messages', key: ['seq'] },
  {
    name: 'outbox',
    key: ['seq'],
    instead: {
      ...NO_LEASE,
      // It may have gone out. 0: a whole grace from the first claim on.
      state: `CASE state WHEN 'sending' THEN 'unknown' ELSE state END`,
      next_at: `CASE WHEN state IN ('sending', 'unknown') THEN 0 ELSE next_at END`,
      error_code: `CASE state WHEN 'sending' THEN 'interrupted' ELSE error_code END`,
    },
  },
  { name: 'events', key: ['seq'] },
  { name: 'turns', key: ['conversation_id', 'fence'] },
  { name: 'turn_failures', key: ['seq'] },
  { name: 'tool_calls', key: ['conversation_id', 'turn_fence', 'position'] },
  { name: 'asks', key: ['conversation_id', 'number'] },
  { name: 'jobs', key: ['id'], left: ['seq'], instead: NO_LEASE, madeByServers: true },
  { name: 'conversation_usage', key: ['conversation_id'] },
  { name: 'installation_usage', key: ['id'], madeByServers: true },
  { name: 'alarms', key: ['kind'], instead: NO_LEASE, madeByServers: true },
  {
    name: 'catch_ups',
    key: ['channel'],
    instead: { ...NO_LEASE, claimed_at: 'NULL' },
    madeByServers: true,
  },
  { name: 'forgotten_ids', key: ['hash'] },
  { name: 'forgotten_opt_outs', key: ['hash'] },
  { name: 'settings', key: ['name'], madeByServers: true },
];

/** Whether its rows are numbered by a sequence. */
export const isNumbered = ({ key }: MovedTable): boolean => key[0] === 'seq';
