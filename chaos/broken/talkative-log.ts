/** Prints what it sends, and to whom. Breaks P7. */
import '../chip/scaled.ts';
import { builtLoopAdapter, startBuilt, wrap } from '../chip/built.ts';

wrap(await builtLoopAdapter(), 'sendMessage', (sendMessage, message, signal) => {
  process.stdout.write(
    `${JSON.stringify({ level: 'debug', msg: `to ${message.target}: ${message.text}` })}\n`,
  );
  return sendMessage(message, signal);
});

await startBuilt();
