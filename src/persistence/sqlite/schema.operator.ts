/** Version 5: what whoever runs Chip sets, asks and removes by hand. */
export const OPERATOR = `
  ALTER TABLE conversations ADD COLUMN paused_at INTEGER;
  -- Whatever ends a turn sets not_before; while a conversation is paused it can still not be claimed, nor by a server that
  -- knows nothing of pauses.
  CREATE TRIGGER conversations_paused AFTER UPDATE OF not_before, paused_at ON conversations
    WHEN new.paused_at IS NOT NULL AND new.not_before < 8000000000000000 BEGIN
    UPDATE conversations SET not_before = 8000000000000000 WHERE id = new.id;
  END;

  CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    changed_at INTEGER NOT NULL
  ) STRICT;

  -- How often the same event came again, and when last.
  ALTER TABLE events ADD COLUMN duplicates INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE events ADD COLUMN duplicate_at INTEGER;
  CREATE INDEX events_message ON events (message_id) WHERE message_id IS NOT NULL;

  CREATE TABLE turn_failures (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id TEXT NOT NULL REFERENCES conversations (conversation_id),
    fence INTEGER NOT NULL,
    -- Class of the error, nothing of its words.
    reason TEXT NOT NULL,
    outcome TEXT NOT NULL,
    duration_ms INTEGER,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX turn_failures_conversation ON turn_failures (conversation_id, seq);

  -- Keyed hashes, all that is left of somebody who was forgotten. Ids for 30 days, so that a text that is delivered once
  -- more is not answered once more; opt-outs for ever.
  CREATE TABLE forgotten_ids (
    hash TEXT PRIMARY KEY,
    forgotten_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX forgotten_ids_age ON forgotten_ids (forgotten_at);
  CREATE TABLE forgotten_opt_outs (
    hash TEXT PRIMARY KEY,
    opted_out_at INTEGER NOT NULL,
    source TEXT NOT NULL,
    message_id TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`;
