/** Version 6: what people and the installation have used up, which alarms are on, and what gauges count. */
export const WATCH = `
  -- Of a conversation. A window begins with the first turn in it and ends a minute or a day later. Tokens are those of
  -- turns that have ended and the worst case of the one under way.
  CREATE TABLE conversation_usage (
    conversation_id TEXT PRIMARY KEY REFERENCES conversations (conversation_id) ON DELETE CASCADE,
    minute_at INTEGER NOT NULL,
    minute_turns INTEGER NOT NULL,
    day_at INTEGER NOT NULL,
    day_turns INTEGER NOT NULL,
    day_tokens INTEGER NOT NULL
  ) STRICT;

  -- Of all together: one row.
  CREATE TABLE installation_usage (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    day_at INTEGER NOT NULL,
    tokens INTEGER NOT NULL,
    micro_usd INTEGER NOT NULL
  ) STRICT;
  INSERT INTO installation_usage VALUES (1, 0, 0, 0);

  -- The worst case of a turn, counted above from its claim on, and the windows that it was counted in. Taken away when
  -- what the turn has used is known; of a turn that ended with its process nobody ever knows.
  CREATE TABLE reservations (
    conversation_id TEXT NOT NULL REFERENCES conversations (conversation_id) ON DELETE CASCADE,
    fence INTEGER NOT NULL,
    claimed_at INTEGER NOT NULL,
    minute_at INTEGER NOT NULL,
    day_at INTEGER NOT NULL,
    installation_at INTEGER NOT NULL,
    tokens INTEGER NOT NULL,
    micro_usd INTEGER NOT NULL,
    PRIMARY KEY (conversation_id, fence)
  ) STRICT;

  -- Alarms that are on. seen_at: when somebody has last found that it lasts; told_at: when a human was last told.
  CREATE TABLE alarms (
    kind TEXT PRIMARY KEY,
    raised_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    told_at INTEGER,
    claim_id TEXT,
    lease_until INTEGER NOT NULL DEFAULT 0
  ) STRICT;

  CREATE INDEX messages_dead ON messages (seq) WHERE state = 'dead';
  CREATE INDEX outbox_ended ON outbox (seq) WHERE state IN ('dead', 'failed');
  CREATE INDEX outbox_unknown ON outbox (seq) WHERE state = 'unknown';
`;
