/** Version 1: what is on its way out, what has come in, and who wants no more. */
export const OUTBOX = `
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
    -- Of a resend: when the send began whose outcome is not known.
    sent_before_at INTEGER,
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
  CREATE INDEX outbox_accepted ON outbox (conversation_id, seq) WHERE state IN ('sent', 'delivered');
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
    opted_out INTEGER NOT NULL DEFAULT 0,
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
    -- 'channel': the channel lets nothing of ours through; over as soon as they write again.
    source TEXT NOT NULL CHECK (source IN ('person', 'channel')),
    -- The text that said so, or the reply that was refused.
    message_id TEXT NOT NULL,
    PRIMARY KEY (channel, target)
  ) STRICT;

  -- Every change there ever was, as a proof of consent. Rows are only added.
  CREATE TABLE consent_changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    channel TEXT NOT NULL,
    target TEXT NOT NULL,
    change TEXT NOT NULL CHECK (change IN ('opt-out', 'opt-in')),
    source TEXT NOT NULL CHECK (source IN ('person', 'channel')),
    message_id TEXT NOT NULL,
    changed_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX consent_changes_target ON consent_changes (channel, target, seq);
`;
