import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from '../http.ts';
import { isAuthorized, sendError } from './errors.ts';

export const MODELS = ['openai/gpt-oss-120b', 'openai/gpt-oss-20b'];

export function handleModels(req: IncomingMessage, res: ServerResponse): void {
  if (!isAuthorized(req)) return sendError(res, 401);
  const data = MODELS.map((id) => ({
    id,
    object: 'model',
    created: 1754000000,
    owned_by: 'OpenAI',
    active: true,
    context_window: 131072,
    max_completion_tokens: 65536,
  }));
  sendJson(res, 200, { object: 'list', data });
}
