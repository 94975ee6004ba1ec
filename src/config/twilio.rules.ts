import type { ChipConfig } from './chip.config.ts';

/** A number with its country, a short code, or a messaging service. Sender names cannot be answered. */
const SENDER = /^(?:\+[1-9]\d{6,14}|\d{3,8}|MG[\da-fA-F]{32})$/;

/** What hinders the Twilio channel, each with the way to mend it. Names variables, never their values. */
export function twilioProblems(config: ChipConfig): string[] {
  const { TWILIO_ACCOUNT_SID: account, TWILIO_AUTH_TOKEN: tokens, TWILIO_SENDER: sender } = config;
  const { TWILIO_API_KEY: key, TWILIO_API_SECRET: secret } = config;
  const problems: string[] = [];
  const unless = (fine: boolean, problem: string): void => void (fine || problems.push(problem));

  if (account === undefined) {
    const set = Object.entries({
      TWILIO_AUTH_TOKEN: tokens[0],
      TWILIO_API_KEY: key,
      TWILIO_API_SECRET: secret,
    })
      .concat([['TWILIO_SENDER', sender]])
      .flatMap(([name, value]) => (value === undefined ? [] : [name]));
    unless(
      set.length === 0,
      `TWILIO_ACCOUNT_SID is missing beside ${set.join(', ')}: set it, or none of them`,
    );
    return problems;
  }
  unless(
    /^AC[\da-f]{32}$/i.test(account),
    'TWILIO_ACCOUNT_SID must be AC and 32 hexadecimal digits; what begins with SK is a TWILIO_API_KEY',
  );
  unless(
    tokens.length > 0,
    'TWILIO_AUTH_TOKEN is missing: Twilio signs its webhooks with it, also where an API key is set',
  );
  unless(
    tokens.length <= 2,
    'TWILIO_AUTH_TOKEN must be one token, or two with a comma between them while it is being changed',
  );
  unless(
    (key === undefined) === (secret === undefined),
    'TWILIO_API_KEY and TWILIO_API_SECRET belong together: set both or neither',
  );
  unless(
    sender !== undefined && SENDER.test(sender),
    'TWILIO_SENDER must be your number, as in +12055550123, or the sid of a messaging service (MG...)',
  );
  unless(
    config.PUBLIC_URL !== undefined,
    'PUBLIC_URL is missing: Twilio signs the address it calls, as in https://chip.example, and Chip cannot guess it',
  );
  return problems;
}
