/** Version 8: what the summary after a turn has used. */
export const SUMMARY_USAGE = `
  -- Prompt and completion, which are in the other two columns as well. Null: no summary was counted with this turn.
  ALTER TABLE turns ADD COLUMN summary_tokens INTEGER;
`;
