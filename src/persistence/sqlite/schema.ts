/**
 * The tables, one entry per schema version (`PRAGMA user_version`). An entry is never edited once released: a change
 * is a further entry. Columns of the owner's plan come first in `conversations` and `messages`. Times are epoch ms.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE conversations (
    id TEXT PRIMARY KEY,
    conversation_id TEXT NOT NULL UNIQUE,
    channel TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'group')),
    target TEXT,
    external_id TEXT NOT NULL,
    due_at INTEGER,
    not_before INTEGER NOT NULL DEFAULT 0,
    first_unanswered_at INTEGER,
    fence INTEGER NOT NULL DEFAULT 0,
    claim_id TEXT,
    lease_until INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,
    failing_since INTEGER,
    notified_at INTEGER,
    -- When it can be claimed. NULL without anything due: max() of a NULL is NULL.
    ready_at INTEGER GENERATED ALWAYS AS (max(due_at, not_before, lease_until)) VIRTUAL
  ) STRICT;
  CREATE INDEX conversations_ready ON conversations (ready_at) WHERE ready_at IS NOT NULL;
  CREATE INDEX conversations_claim ON conversations (claim_id) WHERE claim_id IS NOT NULL;
  CREATE INDEX conversations_target ON conversations (channel, target);

  CREATE TABLE messages (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    conversation_id TEXT NOT NULL REFERENCES conversations (conversation_id),
    direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
    sender TEXT,
    recipient TEXT,
    body TEXT NOT NULL,
    raw TEXT,
    created_at INTEGER NOT NULL,
    external_id TEXT,
    attachments TEXT NOT NULL DEFAULT '[]',
    transport TEXT,
    state TEXT NOT NULL CHECK (state IN
      ('unanswered', 'covered', 'listened', 'opted-out', 'rate-limited', 'ignored', 'quarantined', 'dead', 'out')),
    turn_fence INTEGER,
    -- What made an outgoing line; makes writing it again harmless, also where there is nobody to send it to.
    origin TEXT
  ) STRICT;
  CREATE INDEX messages_recent ON messages (conversation_id, seq);
  CREATE INDEX messages_unanswered ON messages (conversation_id, seq) WHERE state = 'unanswered';
  CREATE INDEX messages_turn ON messages (conversation_id, turn_fence, seq) WHERE turn_fence IS NOT NULL;
  CREATE INDEX messages_origin ON messages (conversation_id, origin) WHERE origin IS NOT NULL;

  CREATE TABLE turns (
    conversation_id TEXT NOT NULL REFERENCES conversations (conversation_id),
    fence INTEGER NOT NULL,
    claim_id TEXT NOT NULL,
    model TEXT NOT NULL,
    prompt_tokens INTEGER NOT NULL,
    completion_tokens INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (conversation_id, fence)
  ) STRICT;

  CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE REFERENCES messages (id),
    conversation_id TEXT NOT NULL REFERENCES conversations (conversation_id),
    channel TEXT NOT NULL,
    target TEXT NOT NULL,
    target_kind TEXT NOT NULL,
    body TEXT NOT NULL,
    origin TEXT NOT NULL,
    part INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN
      ('pending', 'sending', 'unknown', 'sent', 'delivered', 'failed', 'dead', 'opted-out')),
    attempts INTEGER NOT NULL DEFAULT 0,
    resends INTEGER NOT NULL DEFAULT 0,
    claim_id TEXT,
    lease_until INTEGER NOT NULL DEFAULT 0,
    sending_at INTEGER,
    -- NULL: waits behind an earlier row of its conversation. 0 in an unknown row: its grace has not begun.
    next_at INTEGER,
    expires_at INTEGER NOT NULL,
    provider_id TEXT,
    error_code TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    -- When a claim has to look at it: to send it, or because its sender has stopped in the middle.
    ready_at INTEGER GENERATED ALWAYS AS
      (CASE state WHEN 'sending' THEN lease_until WHEN 'pending' THEN next_at WHEN 'unknown' THEN next_at END) VIRTUAL,
    UNIQUE (conversation_id, origin, part)
  ) STRICT;
  CREATE INDEX outbox_ready ON outbox (channel, ready_at) WHERE ready_at IS NOT NULL;
  CREATE INDEX outbox_open ON outbox (conversation_id, seq) WHERE state IN ('pending', 'sending', 'unknown');
  CREATE INDEX outbox_target ON outbox (channel, target) WHERE state IN ('pending', 'sending', 'unknown');
  CREATE INDEX outbox_claim ON outbox (claim_id) WHERE claim_id IS NOT NULL;
  CREATE INDEX outbox_provider ON outbox (channel, provider_id) WHERE provider_id IS NOT NULL;
  -- Whoever ends a row, the next one of its conversation comes to the head, with the age it has.
  CREATE TRIGGER outbox_next AFTER UPDATE OF state ON outbox
    WHEN new.state NOT IN ('pending', 'sending', 'unknown') BEGIN
    UPDATE outbox SET next_at = created_at WHERE next_at IS NULL AND seq =
      (SELECT seq FROM outbox WHERE conversation_id = new.conversation_id
         AND state IN ('pending', 'sending', 'unknown') ORDER BY seq LIMIT 1);
  END;

  CREATE TABLE events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    channel TEXT NOT NULL,
    event_class TEXT NOT NULL,
    external_id TEXT,
    webhook_id TEXT,
    name TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT,
    message_id TEXT,
    -- Of a delivery update only.
    status TEXT,
    error_code TEXT,
    raw TEXT,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX events_external ON events (channel, event_class, external_id) WHERE external_id IS NOT NULL;
  CREATE UNIQUE INDEX events_webhook ON events (channel, event_class, webhook_id) WHERE webhook_id IS NOT NULL;
  CREATE INDEX events_early ON events (channel, external_id) WHERE status IS NOT NULL AND message_id IS NULL;

  CREATE TABLE consents (
    channel TEXT NOT NULL,
    target TEXT NOT NULL,
    opted_out_at INTEGER,
    changed_at INTEGER NOT NULL,
    message_id TEXT NOT NULL,
    PRIMARY KEY (channel, target)
  ) STRICT;
  `,
];
