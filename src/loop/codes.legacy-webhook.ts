import { tableOf } from './code.table.ts';

/**
 * Codes in the legacy API's webhooks and message statuses: a numbering of their own.
 *
 * Source: https://docs-legacy.loopmessage.com/imessage-conversation-api/webhooks
 */
export const LEGACY_WEBHOOK_CODES = tableOf({
  retry: {
    100: 'trouble inside Loop',
    130: 'it took too long and was given up',
    140: 'the transport is overloaded',
    150: 'the transport could not be reached',
  },
  refuse: {
    110: 'it cannot be delivered',
    120: 'sent, and reported as not delivered',
  },
  'opted-out': {
    // Not documented; seen by others who use the API.
    280: 'the recipient has opted out',
  },
});
