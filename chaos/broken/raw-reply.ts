/** Sends what the model's format is made of instead of what it says. Breaks P9. */
import '../chip/scaled.ts';
import { builtStore, startBuilt, wrap } from '../chip/built.ts';

wrap(await builtStore(), 'commitTurn', (commitTurn, input) =>
  commitTurn({ ...input, replies: input.replies.map((reply) => JSON.stringify({ reply })) }),
);

await startBuilt();
