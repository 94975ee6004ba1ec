import type { ChipConfig } from '../../config/chip.config.ts';
import { accountAuthorization, accountUrl } from '../../twilio/account.ts';
import { ask } from './ask.ts';
import { fail, ok, type Answered, type Finding } from './finding.ts';

const CONSOLE = 'https://console.twilio.com';

/**
 * Twilio's keys, by asking for the account's numbers: nothing is sent. Not by the account itself, which a standard API key
 * may not read (twilio.com/docs/usage/api/keys, "Types of keys").
 */
export async function checkTwilio(config: ChipConfig): Promise<Answered> {
  if (config.TWILIO_ACCOUNT_SID === undefined) return { findings: [], date: null };
  const { TWILIO_SENDER: sender = '' } = config;
  // A messaging service and a short code are no numbers of this list.
  const number = sender.startsWith('+') ? sender : undefined;
  const query = new URLSearchParams({ PageSize: '1', ...(number !== undefined && { PhoneNumber: number }) });
  const { status, body, code, date } = await ask(
    `${accountUrl(config)}/IncomingPhoneNumbers.json?${query.toString()}`,
    {
      headers: { authorization: accountAuthorization(config) },
    },
  );
  return { findings: whatItMeans(config, status, code, number, listed(body)), date };
}

const listed = (body: unknown): number =>
  (body as { incoming_phone_numbers?: unknown[] } | null)?.incoming_phone_numbers?.length ?? 0;

function whatItMeans(
  config: ChipConfig,
  status: number,
  code: string,
  number: string | undefined,
  found: number,
): Finding[] {
  if (status === 401 || status === 403) {
    const mend =
      config.TWILIO_API_KEY === undefined
        ? `copy TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN from the first page of ${CONSOLE}`
        : `check TWILIO_API_KEY and TWILIO_API_SECRET, or make a new key at ${CONSOLE}; a restricted one must be allowed to read phone numbers`;
    return [fail(`Twilio: the keys are refused (${status})`, mend)];
  }
  if (status === 404)
    return [
      fail(
        'Twilio: the account is not there (404)',
        'TWILIO_ACCOUNT_SID must be of the account that the keys belong to; in another region set TWILIO_API_BASE_URL',
      ),
    ];
  if (status !== 200)
    return [
      fail(
        `Twilio: does not answer (${code || status})`,
        'check TWILIO_API_BASE_URL, and whether this machine may reach it',
      ),
    ];
  const taken = ok('Twilio: answers, and takes the keys');
  if (number === undefined) return [taken];
  if (found > 0) return [taken, ok('Twilio: TWILIO_SENDER is a number of this account')];
  const mend = `set one of the numbers under Phone Numbers, Manage, Active numbers at ${CONSOLE}, or the sid of a messaging service`;
  return [taken, fail('Twilio: TWILIO_SENDER is no number of this account', mend)];
}
