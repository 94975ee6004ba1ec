import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from '../http.ts';
import { isAuthorized, sendError } from './errors.ts';

export type Model = {
  id: string;
  owner: string;
  /** What it is given: a chat of texts, one with pictures as well, or a recording. */
  takes: 'texts' | 'images' | 'audio';
  context: number;
  output: number;
};

const MODELS: Model[] = [
  { id: 'openai/gpt-oss-120b', owner: 'OpenAI', takes: 'texts', context: 131072, output: 65536 },
  { id: 'openai/gpt-oss-20b', owner: 'OpenAI', takes: 'texts', context: 131072, output: 65536 },
  { id: 'qwen/qwen3.8-27b', owner: 'Alibaba Cloud', takes: 'images', context: 131042, output: 16384 },
  { id: 'whisper-large-v3', owner: 'OpenAI', takes: 'audio', context: 448, output: 448 },
  { id: 'whisper-large-v3-turbo', owner: 'OpenAI', takes: 'audio', context: 448, output: 448 },
];

export function findModel(id: unknown): Model | undefined {
  return MODELS.find((model) => model.id === id);
}

export function handleModels(req: IncomingMessage, res: ServerResponse): void {
  if (!isAuthorized(req)) return sendError(res, 401);
  const data = MODELS.map(({ id, owner, context, output }) => ({
    id,
    object: 'model',
    created: 1754000000,
    owned_by: owner,
    active: true,
    context_window: context,
    max_completion_tokens: output,
  }));
  sendJson(res, 200, { object: 'list', data });
}
