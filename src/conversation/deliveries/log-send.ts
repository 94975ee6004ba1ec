import type { Logger } from '@nestjs/common';
import type { ClaimedSend } from '../delivery.ts';
import type { SendOutcome } from '../messaging.adapter.ts';

/** One line a try, with ids only. What keeps a whole channel back asks for a human. */
export function logSend(
  logger: Logger,
  send: ClaimedSend,
  outcome: SendOutcome,
  { state, ms }: { state: string; ms: number },
): void {
  const { id: sendId, conversationId, channel, attempt, resend, origin, part } = send;
  const code = 'code' in outcome ? outcome.code : undefined;
  const ids = { sendId, conversationId, channel, origin, part, attempt, resend };
  const line = { ...ids, outcome: outcome.kind, code, state, ms };
  if (outcome.kind === 'sent') logger.log(line, 'sent');
  else if (outcome.kind === 'halted') logger.error({ ...line, alert: 'channel-halted' }, 'not sent');
  else logger.warn(line, 'not sent');
}
