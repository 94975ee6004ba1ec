/** Version 1: what was said, and the turns that answer it. */
export const CONVERSATIONS = `
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
    -- When somebody wrote last, and how it came.
    inbound_at INTEGER,
    transport TEXT,
    -- Replies in a row that were answered like by a machine, and until when nothing is answered because of that.
    bot_streak INTEGER NOT NULL DEFAULT 0,
    bot_pause_until INTEGER NOT NULL DEFAULT 0,
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
    form TEXT NOT NULL DEFAULT 'text',
    spoken INTEGER NOT NULL DEFAULT 0,
    reply_to_id TEXT,
    state TEXT NOT NULL CHECK (state IN
      ('unanswered', 'covered', 'listened', 'opted-out', 'rate-limited', 'ignored', 'quarantined', 'dead', 'out')),
    -- The turn that covers it or, of a line that none does but which belongs to the dialogue, the turn to come.
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
`;
