import { tableOf } from './code.table.ts';

/**
 * Codes in the legacy API's answers to a send. Many are numbers of v1 too, with another meaning.
 *
 * Source: https://docs-legacy.loopmessage.com/imessage-conversation-api/send-message
 */
export const LEGACY_CODES = tableOf({
  retry: {
    230: 'trouble with the sender inside Loop',
  },
  pace: {
    330: 'too soon after the last text to somebody who has not written lately',
  },
  refuse: {
    100: 'the request is wrong',
    120: 'a required field is missing',
    140: 'there is no text',
    150: 'there is no recipient',
    160: 'the recipient is wrong',
    170: 'the e-mail address is wrong',
    180: 'the phone number is wrong',
    190: 'the phone number is not a mobile one',
    270: 'the recipient has blocked us',
    570: 'the request is out of date',
    580: 'no such effect',
    590: 'the message to reply to is unknown',
    595: 'the message id is unknown',
    600: 'no such reaction',
    610: 'no such reaction, or its message is unknown',
    620: 'effect and reaction at once',
    630: 'the sender has no contact card',
    640: 'the voice message has no URL',
    1110: 'SMS to an e-mail address',
    1120: 'SMS to a group',
    1130: 'advertising by SMS',
    1140: 'voice by SMS',
  },
  'opted-out': {
    // Not documented; seen by others who use the API.
    280: 'the recipient has opted out',
  },
  'write-first': {
    560: 'the recipient has to write first',
  },
  halt: {
    110: 'the keys are missing',
    125: 'the authorization key is wrong',
    130: 'the secret key is wrong',
    210: 'the sender name is missing',
    220: 'the sender name is wrong',
    240: 'the sender is not active or not paid for',
    300: 'a dedicated sender is needed for this kind of message',
    400: 'no requests are left',
    500: 'the account is suspended',
    510: 'the account is blocked',
    530: 'the account is suspended for debts',
    540: 'there is no active sender',
    545: 'Apple has suspended the sender',
    550: 'a dedicated sender or a sandbox contact is needed',
  },
});
