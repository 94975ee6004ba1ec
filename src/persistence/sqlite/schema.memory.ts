/** Version 2: what was found in files, and what a long conversation is remembered by. */
export const MEMORY = `
  -- What a turn has heard and seen in the files of a message that it covers.
  ALTER TABLE messages ADD COLUMN heard TEXT;

  ALTER TABLE conversations ADD COLUMN summary TEXT;
  -- The last line that the summary holds, by the order of the dialogue: turn_fence, then seq. Both or none.
  ALTER TABLE conversations ADD COLUMN summary_fence INTEGER;
  ALTER TABLE conversations ADD COLUMN summary_seq INTEGER;
`;
