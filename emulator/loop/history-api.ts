import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Emulator } from '../emulator.ts';
import { sendJson } from '../http.ts';
import { describeCode } from './codes.ts';
import { checkCredentials } from './credentials.ts';
import { pageOf } from './pages.ts';
import { invalidField } from './vocabulary.ts';

/** `GET /api/v1/webhooks/history/`, which only the v1 generation has. */
export function handleHistory(
  { settings, webhooks, faults }: Emulator,
  req: IncomingMessage,
  res: ServerResponse,
  query: URLSearchParams,
): void {
  const refuse = (code: number): void =>
    sendJson(res, 400, { success: false, code, message: describeCode('v1', code) });
  const wrongKey = checkCredentials(settings, 'v1', req.headers);
  if (wrongKey !== undefined) return refuse(wrongKey);
  if (faults.loop.historyDown) return sendJson(res, 503, { success: false });
  // By their dates on Loop's clock, which need not be the order in which they began here.
  const entries = webhooks.history.entries.toSorted((a, b) => a.at - b.at);
  const page = pageOf(entries, query, ({ at, attempt, body }) => ({
    attempt,
    create_date: new Date(at).toISOString(),
    event_type: body.event,
    json: body,
  }));
  if (page) sendJson(res, 200, page);
  else refuse(invalidField('v1'));
}
