import { randomUUID } from 'node:crypto';
import type { ChipConfig } from '../../config/chip.config.ts';
import { loopBaseUrl, loopHeaders } from '../../loop/loop.http.ts';
import { ask } from './ask.ts';
import { fail, ok, warn, type Answered } from './finding.ts';

/** Loop's key, by asking for the status of a message that does not exist: nothing is sent. */
export async function checkLoop(config: ChipConfig): Promise<Answered> {
  if (config.LOOP_API_KEY === undefined)
    return {
      findings: [
        warn(
          'Loop Message: LOOP_API_KEY is not set, nothing is sent',
          'copy it from the dashboard of your organization',
        ),
      ],
      date: null,
    };
  const url = `${loopBaseUrl(config)}/message/status/${randomUUID()}/`;
  const { status, code, date } = await ask(url, { headers: loopHeaders(config) });
  if (status === 401 || status === 403)
    return {
      findings: [
        fail(
          `Loop Message: the key is refused (${status})`,
          'check LOOP_API_KEY, LOOP_API_GENERATION and, for legacy, LOOP_SECRET_KEY',
        ),
      ],
      date,
    };
  if (status === 402)
    return {
      findings: [fail('Loop Message: the bill is open (402)', 'see the billing page of the dashboard')],
      date,
    };
  if (status === 0 || status >= 500)
    return {
      findings: [
        fail(
          `Loop Message: does not answer (${code || status})`,
          'check LOOP_API_BASE_URL, and whether this machine may reach it',
        ),
      ],
      date,
    };
  return { findings: [ok('Loop Message: answers, and does not refuse the key')], date };
}
