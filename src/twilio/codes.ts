/**
 * What one of Twilio's error codes calls for:
 * - `retry`: too much or trouble inside Twilio, nothing was sent; soon again.
 * - `pace`: too many texts to this person; again after a pause.
 * - `refuse`: final for this text or this person.
 * - `opted-out`: final, and the person wants nothing from us any more.
 * - `halt`: our keys, bill, sender or addresses; nothing goes out until a human has mended it, and the queue is kept.
 */
export type CodeClass = 'retry' | 'pace' | 'refuse' | 'opted-out' | 'halt';

const CLASSES: Readonly<Record<CodeClass, Readonly<Record<number, string>>>> = {
  retry: {
    20_429: 'too many requests at once',
    21_611: "the sender's queue is full",
    30_001: "the sender's queue is full",
    63_018: 'too many messages over this transport',
  },
  pace: {
    14_107: 'more than 30 texts to one number within 30 s',
  },
  refuse: {
    21_211: 'the number is wrong',
    21_214: 'the number cannot be reached',
    21_217: 'the number is wrong',
    21_265: 'the number is a short code',
    21_266: 'the number is our own',
    21_408: 'texts to this country are not enabled',
    21_602: 'there is no text',
    21_604: 'there is no recipient',
    21_608: 'a trial account texts verified numbers only',
    21_612: 'the number cannot be reached from this sender',
    21_614: 'the number is no mobile number',
    21_617: 'the text is too long',
    21_619: 'there is neither text nor file',
    21_620: 'the address of a file is wrong',
    21_623: 'there are too many files',
    21_635: 'the number is a landline',
    21_658: 'the text is too long',
    30_003: 'the phone is off or out of reach',
    30_004: 'the message is blocked',
    30_005: 'the number is not in use',
    30_006: 'the number is a landline, or its carrier cannot be reached',
    30_007: 'filtered by the carrier',
    30_008: 'not delivered, and the carrier does not say why',
    30_011: 'pictures are not possible there',
    63_003: 'the address cannot be reached over this transport',
    63_007: 'our sender does not exist on this transport',
    63_016: 'the person has to write first',
    63_024: 'the address is wrong',
  },
  'opted-out': {
    21_610: 'the person has sent STOP',
  },
  halt: {
    10_001: 'the account is not active',
    20_003: 'the keys are wrong or the account is suspended',
    20_005: 'the account is not active',
    20_008: 'the keys are test keys',
    20_403: 'the account is suspended or closed',
    20_404: 'the account does not exist, or not at this address',
    21_212: 'the sender is wrong',
    21_601: 'the sender cannot send texts',
    21_603: 'the sender is missing',
    21_606: 'the sender is not ours or cannot send texts',
    21_609: 'the address for statuses (PUBLIC_URL) is wrong',
    21_659: 'the sender is no number of Twilio',
    21_660: 'the sender belongs to another account',
    21_661: 'the sender cannot send texts',
    21_701: 'the messaging service does not exist',
    21_703: 'the messaging service has no sender',
    21_704: 'the messaging service has no sender',
    21_705: 'the messaging service is wrong',
    21_717: 'the sender is in no registered campaign (A2P 10DLC)',
    30_002: 'the account is suspended',
    30_032: 'the toll-free number is not verified',
    30_034: 'the sender is not registered (A2P 10DLC)',
    63_038: "the account's daily limit is reached",
    70_051: 'the keys may not do this',
  },
};

/**
 * Each code with its class and our own words for the log. In answers, statuses and message records alike.
 *
 * Source: https://www.twilio.com/docs/api/errors
 */
export const CODES: ReadonlyMap<number, readonly [is: CodeClass, label: string]> = readClasses();

function readClasses(): Map<number, readonly [CodeClass, string]> {
  const table = new Map<number, readonly [CodeClass, string]>();
  for (const [is, codes] of Object.entries(CLASSES) as [CodeClass, Record<number, string>][]) {
    for (const [code, label] of Object.entries(codes)) {
      if (table.has(Number(code))) throw new Error(`error code ${code} is in two classes`);
      table.set(Number(code), [is, label]);
    }
  }
  return table;
}

/** A code that is in no table, or none at all, is about the text or the person: asking again gets the same answer. */
export function classOfCode(code: number | undefined): CodeClass {
  return (code !== undefined && CODES.get(code)?.[0]) || 'refuse';
}

/** One of Twilio's codes. Nothing but a number is taken for one: it goes into our log. */
export function readCode(code: unknown): number | undefined {
  const digits = typeof code === 'number' ? String(code) : code;
  return typeof digits === 'string' && /^[1-9]\d{0,6}$/.test(digits) ? Number(digits) : undefined;
}
