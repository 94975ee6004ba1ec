import { randomUUID } from 'node:crypto';
import type { ChipConfig } from '../../config/chip.config.ts';
import { readCode } from '../../loop/answer.fields.ts';
import { loopBaseUrl, loopHeaders } from '../../loop/loop.http.ts';
import { classOfSendCode, labelOf } from '../../loop/send.codes.ts';
import { ask, type Asked } from './ask.ts';
import { fail, ok, warn, type Answered, type Finding } from './finding.ts';

/** Loop's key, by asking for the status of a message that does not exist: nothing is sent. */
export async function checkLoop(config: ChipConfig): Promise<Answered> {
  if (config.LOOP_API_KEY === undefined) {
    const mend = 'copy it from the dashboard of your organization';
    return { findings: [warn('Loop Message: LOOP_API_KEY is not set, nothing is sent', mend)], date: null };
  }
  const url = `${loopBaseUrl(config)}/message/status/${randomUUID()}/`;
  const asked = await ask(url, { headers: loopHeaders(config) });
  return { findings: [whatItMeans(config, asked)], date: asked.date };
}

function whatItMeans(
  { LOOP_API_GENERATION: generation }: ChipConfig,
  { status, body, code }: Asked,
): Finding {
  // Loop says with a code of its own that it refuses us: documented with HTTP 400, and seen with 200.
  const { error_code: v1, code: legacy } = (body ?? {}) as { error_code?: unknown; code?: unknown };
  const number = readCode(generation === 'v1' ? v1 : (legacy ?? v1));
  if (number !== undefined && classOfSendCode(generation, number) === 'halt')
    return fail(
      `Loop Message: refuses us, ${labelOf(generation, `loop:${number}`) ?? 'for a reason of its own'} (code ${number})`,
      'check LOOP_API_KEY, LOOP_API_GENERATION, LOOP_SENDER and, for legacy, LOOP_SECRET_KEY; then senders and bill in the dashboard',
    );
  if (status === 401 || status === 403)
    return fail(
      `Loop Message: the key is refused (${status})`,
      'check LOOP_API_KEY, LOOP_API_GENERATION and, for legacy, LOOP_SECRET_KEY',
    );
  if (status === 402)
    return fail('Loop Message: the bill is open (402)', 'see the billing page of the dashboard');
  if (status === 0 || status >= 500)
    return fail(
      `Loop Message: does not answer (${code || status})`,
      'check LOOP_API_BASE_URL, and whether this machine may reach it',
    );
  return ok('Loop Message: answers, and does not refuse the key');
}
