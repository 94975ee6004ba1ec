import type { ServerResponse } from 'node:http';
import { sendJson } from '../http.ts';

/** Words for developers; a bot goes by the code. */
const WORDS: Readonly<Record<number, string>> = {
  20_003: 'Authentication Error - invalid username',
  20_404: 'The requested resource was not found',
  21_211: "Invalid 'To' Phone Number",
  21_266: "'To' and 'From' number cannot be the same",
  21_603: "A 'From' or 'MessagingServiceSid' is required",
  21_604: "A 'To' phone number is required",
  21_609: "Invalid 'StatusCallback'",
  21_610: 'Attempt to send to unsubscribed recipient',
  21_617: 'The concatenated message body exceeds the 1600 character limit',
  21_619: 'A text message body or media urls must be specified',
  21_620: 'Invalid media URL(s)',
  21_623: 'Number of media files exceeds allowed limit',
  21_659: "'From' is not a Twilio phone number",
  21_705: 'The Messaging Service Sid is invalid',
  63_007: "Could not find a Channel with the specified 'From' address",
};

export function refuse(res: ServerResponse, status: number, code: number): void {
  const message = WORDS[code] ?? `Refused with code ${code}`;
  sendJson(res, status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
}
