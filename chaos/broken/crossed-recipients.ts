/** Sends every third reply to whoever was written to before. Breaks P6. */
import '../chip/scaled.ts';
import { builtLoopAdapter, startBuilt, wrap } from '../chip/built.ts';

let sends = 0;
let last: { target: string; targetKind: 'person' | 'group' } | undefined;

wrap(await builtLoopAdapter(), 'sendMessage', (sendMessage, message, signal) => {
  const { target, targetKind } = message;
  const wrong = ++sends % 3 === 0 ? last : undefined;
  last = { target, targetKind };
  return sendMessage({ ...message, ...wrong }, signal);
});

await startBuilt();
