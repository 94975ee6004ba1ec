import { tableOf } from './code.table.ts';

/**
 * Codes of v1: in the answer to a send, in webhooks and in message statuses alike.
 *
 * Source: https://docs.loopmessage.com/imessage-conversation-api/error-codes
 */
export const V1_CODES = tableOf({
  retry: {
    230: 'trouble with the sender inside Loop',
    1000: 'trouble inside Loop',
    1010: 'could not be sent',
  },
  'retry-late': {
    // Loop asks for a long pause and for an end after several in a row; the life of an outbox row is that end.
    1020: 'sent, and reported as not delivered',
  },
  pace: {
    540: 'too soon after the last text to somebody who has not written lately',
  },
  refuse: {
    100: 'the request is wrong',
    115: 'a required field has a wrong value',
    120: 'a required field is missing',
    125: 'a field has a wrong value',
    140: 'there is no text',
    150: 'there is no contact',
    160: 'the contact is wrong',
    165: 'the group is wrong',
    170: 'the e-mail address is wrong',
    180: 'the phone number is wrong',
    190: 'the phone number is not a mobile one',
    // Of one contact, unlike 260: a country that none of our senders serves must not keep everybody's texts back.
    210: 'no sender for this contact',
    290: 'the request is out of date',
    340: 'the contact has blocked us',
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
    500: 'the contact has opted out',
  },
  'write-first': {
    200: 'the sandbox contact has not written',
    510: 'the conversation has been silent for too long',
    520: 'the contact has to write first',
    530: 'the sender may not begin conversations',
  },
  halt: {
    110: 'the keys are missing',
    130: 'the API key is wrong',
    220: 'the sender is wrong',
    240: 'the sender is not active or not paid for',
    250: 'the sender is suspended',
    260: 'there is no active sender',
    270: 'a dedicated sender is needed',
    300: 'the account is suspended',
    310: 'the account is blocked',
    320: 'the phone number of the account is not verified',
    330: 'the account is suspended for debts',
    550: 'the limit of the plan is reached',
  },
  unsure: {
    1030: 'sent, and neither delivered nor failed',
  },
});
