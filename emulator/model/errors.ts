import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson, type Json } from '../http.ts';

const TYPICAL: Record<number, Json> = {
  400: { message: 'Bad request', type: 'invalid_request_error' },
  401: { message: 'Invalid API Key', type: 'invalid_request_error', code: 'invalid_api_key' },
  404: { message: 'The model does not exist', type: 'invalid_request_error', code: 'model_not_found' },
  413: { message: 'Request too large', type: 'tokens', code: 'rate_limit_exceeded' },
  429: { message: 'Rate limit reached', type: 'tokens', code: 'rate_limit_exceeded' },
  498: { message: 'Capacity exceeded', type: 'capacity', code: 'capacity_exceeded' },
};

/** An error in OpenAI's shape, with what Groq usually says for that status unless told otherwise. */
export function sendError(
  res: ServerResponse,
  status: number,
  error: string | Json = {},
  headers: Record<string, string> = {},
): void {
  const typical = TYPICAL[status] ?? { message: `HTTP ${status}`, type: 'internal_server_error' };
  const given = typeof error === 'string' ? { message: error } : error;
  sendJson(res, status, { error: { ...typical, ...given } }, headers);
}

export function isAuthorized(req: IncomingMessage): boolean {
  return /^bearer\s+\S/i.test(req.headers.authorization ?? '');
}
