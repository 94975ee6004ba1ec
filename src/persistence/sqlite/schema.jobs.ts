/** Version 4: what is to be done at a time. */
export const JOBS = `
  CREATE TABLE jobs (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    -- What makes it one job: conversation, turn and place in it, or what whoever scheduled it calls it.
    job_key TEXT NOT NULL UNIQUE,
    -- NULL: a job of the whole installation.
    conversation_id TEXT REFERENCES conversations (conversation_id) ON DELETE CASCADE,
    -- Its texts have the origin kind:id. Others have theirs, and a consent row passes an opt-out.
    kind TEXT NOT NULL CHECK (kind NOT IN ('turn', 'consent', 'greeting', 'notice')),
    payload TEXT NOT NULL,
    repeats INTEGER NOT NULL DEFAULT 0,
    initiated_by TEXT NOT NULL CHECK (initiated_by IN ('person', 'chip')),
    -- Who wrote the text that it was made for.
    author TEXT,
    time_zone TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    -- Of one that repeats: the newest due time that it has had its turn for.
    ran_for INTEGER,
    not_before INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'cancelled', 'opted-out', 'dead')),
    -- Tries since the last one that went well, those included that a crash has cut off.
    attempts INTEGER NOT NULL DEFAULT 0,
    fence INTEGER NOT NULL DEFAULT 0,
    claim_id TEXT,
    lease_until INTEGER NOT NULL DEFAULT 0,
    -- The claim that ended last; makes ending it again harmless.
    ended_claim TEXT,
    error_code TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    ready_at INTEGER GENERATED ALWAYS AS
      (CASE state WHEN 'open' THEN max(due_at, not_before, lease_until) END) VIRTUAL
  ) STRICT;
  CREATE INDEX jobs_ready ON jobs (kind, ready_at) WHERE ready_at IS NOT NULL;
  CREATE INDEX jobs_claim ON jobs (claim_id) WHERE claim_id IS NOT NULL;
  CREATE INDEX jobs_open ON jobs (conversation_id, kind, due_at) WHERE state = 'open';
  CREATE INDEX jobs_conversation ON jobs (conversation_id) WHERE conversation_id IS NOT NULL;
  -- At once, not when they are due: who comes back weeks later wants no reminders of before.
  CREATE TRIGGER jobs_opt_out AFTER INSERT ON consent_changes WHEN new.change = 'opt-out' BEGIN
    UPDATE jobs SET state = 'opted-out', updated_at = new.changed_at WHERE state = 'open' AND conversation_id IN
      (SELECT conversation_id FROM conversations WHERE channel = new.channel AND target = new.target
       UNION SELECT new.target);
  END;
`;
