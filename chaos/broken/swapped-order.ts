/** Lets the second reply to somebody overtake the first, again and again. Breaks P4. */
import '../chip/scaled.ts';
import { builtLoopAdapter, startBuilt, wrap } from '../chip/built.ts';
import type { OutboundMessage } from '../../src/conversation/messaging.adapter.ts';

const held = new Map<string, OutboundMessage>();

wrap(await builtLoopAdapter(), 'sendMessage', async (sendMessage, message, signal) => {
  const first = held.get(message.target);
  if (!first) {
    held.set(message.target, message);
    return { kind: 'sent', providerId: null };
  }
  held.delete(message.target);
  const outcome = await sendMessage(message, signal);
  await sendMessage(first, signal);
  return outcome;
});

await startBuilt();
