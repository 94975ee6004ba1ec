import type { Generation } from '../journal.ts';

/** Words for developers. The same number can mean different things, hence one table per generation. */
const SHARED: Record<number, string> = {
  100: 'Bad request',
  110: 'Missing credentials',
  120: 'A required parameter is missing',
  140: 'Text is missing',
  160: 'Invalid recipient',
  170: 'Invalid e-mail address',
  180: 'Invalid phone number',
  190: 'Phone number is not mobile',
  220: 'Invalid sender name',
  230: 'Internal error of the sender',
  240: 'Sender is not active or not paid',
  580: 'Invalid effect',
  590: 'Invalid message to reply to',
  595: 'Unknown message id',
  600: 'Invalid reaction',
  610: 'Invalid reaction or unknown message id',
  620: 'Effect and reaction cannot be combined',
  630: 'No contact card is configured',
  640: 'media_url is missing',
  1110: 'SMS cannot be sent to an e-mail address',
  1120: 'SMS cannot be sent to a group',
  1130: 'Marketing cannot be sent by SMS',
  1140: 'Audio cannot be sent by SMS',
};

const WORDS: Record<Generation, Record<number, string>> = {
  v1: {
    ...SHARED,
    115: 'A required parameter is invalid',
    125: 'A parameter is invalid',
    130: 'Invalid authorization key',
    150: 'Contact is missing',
    165: 'Invalid group',
    200: 'No conversation with this sandbox contact',
    210: 'No sender can be found for this contact',
    250: 'Sender is suspended',
    260: 'No active sender',
    270: 'A dedicated sender is needed',
    290: 'Request is deprecated',
    300: 'Account is suspended',
    310: 'Account is blocked',
    320: 'Phone number of the account is not verified',
    330: 'Account is suspended for debt',
    340: 'Recipient blocked all messages',
    500: 'Contact opted out',
    510: 'No recent conversation with this contact',
    520: 'Contact must write first',
    530: 'A conversation cannot be opened with this contact',
    540: 'Too many messages to contacts who have not written lately',
    550: 'Plan limit reached',
    1000: 'Internal error while sending',
    1010: 'Could not send',
    1020: 'Not delivered',
    1030: 'No confirmation of delivery',
  },
  legacy: {
    ...SHARED,
    125: 'Invalid authorization key',
    130: 'Invalid secret key',
    150: 'Recipient is missing',
    210: 'Sender name is missing',
    270: 'Recipient blocked all messages',
    280: 'Recipient opted out',
    300: 'A dedicated sender is needed for this kind of message',
    330: 'Too frequent to recipients who have not been contacted lately',
    400: 'No available requests',
    500: 'Account is suspended',
    510: 'Account is blocked',
    530: 'Account is suspended for debt',
    540: 'No active sender',
    545: 'Sender is suspended',
    550: 'A dedicated sender or a sandbox contact is needed',
    560: 'Contact must write first',
    570: 'Request is deprecated',
  },
};

/** Out of paid requests is an HTTP 402 of its own; every other refusal is a 400. */
const UNPAID: Record<Generation, number> = { v1: 550, legacy: 400 };

export function describeCode(generation: Generation, code: number): string {
  return WORDS[generation][code] ?? `Refused with code ${code}`;
}

export function refusalStatus(generation: Generation, code: number): number {
  return code === UNPAID[generation] ? 402 : 400;
}
