/** Version 7: how far the log of each channel has been read, and who is reading it. */
export const CATCH_UP = `
  CREATE TABLE catch_ups (
    channel TEXT PRIMARY KEY,
    -- What was said before is not for this installation to answer.
    began_at INTEGER NOT NULL,
    through INTEGER NOT NULL,
    claim_id TEXT,
    -- When the claim was made.
    claimed_at INTEGER,
    lease_until INTEGER NOT NULL DEFAULT 0
  ) STRICT;
`;
