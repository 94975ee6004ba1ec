/** Writes down who has opted out, and never looks. Breaks P5. */
import '../chip/scaled.ts';
import { builtStore, startBuilt, wrap } from '../chip/built.ts';
import { tamperer } from './tamper.ts';

const tamper = tamperer();

wrap(await builtStore(), 'admit', async (admit, input) => {
  const admission = await admit(input);
  if (input.consent !== 'opt-out') return admission;
  await tamper('UPDATE consents SET opted_out_at = NULL');
  return admission;
});

await startBuilt();
