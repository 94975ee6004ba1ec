/** Version 3: what tools were called, and what waits for a yes. */
export const TOOLS = `
  CREATE TABLE tool_calls (
    conversation_id TEXT NOT NULL REFERENCES conversations (conversation_id),
    turn_fence INTEGER NOT NULL,
    position INTEGER NOT NULL,
    tool TEXT NOT NULL,
    outcome TEXT NOT NULL,
    arguments TEXT NOT NULL,
    duration_ms INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (conversation_id, turn_fence, position)
  ) STRICT;
  CREATE INDEX tool_calls_outcome ON tool_calls (tool, outcome, created_at);

  CREATE TABLE asks (
    conversation_id TEXT NOT NULL REFERENCES conversations (conversation_id),
    number INTEGER NOT NULL,
    turn_fence INTEGER NOT NULL,
    tool TEXT NOT NULL,
    arguments TEXT NOT NULL,
    summary TEXT NOT NULL,
    asker TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN
      ('open', 'running', 'done', 'refused', 'failed', 'unknown', 'declined')),
    expires_at INTEGER NOT NULL,
    -- The text that answered it, and who does it.
    message_id TEXT,
    execution_id TEXT,
    result TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (conversation_id, number)
  ) STRICT;
`;
