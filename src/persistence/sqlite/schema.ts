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
    notified_at INTEGER
  ) STRICT;
  CREATE INDEX conversations_due ON conversations (due_at) WHERE due_at IS NOT NULL;
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
    turn_fence INTEGER
  ) STRICT;
  CREATE INDEX messages_history ON messages (conversation_id, seq);
  CREATE INDEX messages_unanswered ON messages (conversation_id, seq) WHERE state = 'unanswered';

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
    next_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    provider_id TEXT,
    error_code TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (conversation_id, origin, part)
  ) STRICT;
  CREATE INDEX outbox_head ON outbox (conversation_id, seq) WHERE state IN ('pending', 'sending', 'unknown');
  CREATE INDEX outbox_active ON outbox (next_at) WHERE state IN ('pending', 'sending', 'unknown');
  CREATE INDEX outbox_claim ON outbox (claim_id) WHERE claim_id IS NOT NULL;
  CREATE INDEX outbox_provider ON outbox (channel, provider_id) WHERE provider_id IS NOT NULL;

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
    raw TEXT,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX events_external ON events (channel, event_class, external_id) WHERE external_id IS NOT NULL;
  CREATE UNIQUE INDEX events_webhook ON events (channel, event_class, webhook_id) WHERE webhook_id IS NOT NULL;

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
