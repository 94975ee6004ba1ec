/** Version 9: what made a turn, what held a text back, and what is read of a time rather than of somebody. */
export const TRAIL = `
  -- JSON: who answered and why (NULL: not known), and the requests to models.
  ALTER TABLE turns ADD COLUMN route TEXT;
  ALTER TABLE turns ADD COLUMN model_calls TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE turn_failures ADD COLUMN model_calls TEXT NOT NULL DEFAULT '[]';

  -- Of a text that a limit has held back: which one, and the end of its window.
  ALTER TABLE messages ADD COLUMN limit_rule TEXT;
  ALTER TABLE messages ADD COLUMN limit_until INTEGER;
  -- When somebody has last given it another chance: a text, or a reply.
  ALTER TABLE messages ADD COLUMN redriven_at INTEGER;

  CREATE INDEX messages_age ON messages (created_at, direction);
  CREATE INDEX turns_age ON turns (created_at);
  CREATE INDEX turn_failures_age ON turn_failures (created_at);
`;
