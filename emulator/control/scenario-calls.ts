import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Emulator } from '../emulator.ts';
import { isJson, isText, readJson, sendJson } from '../http.ts';
import { listScenarios, loadScenario, readScenario } from '../scenarios/scenario.ts';

/** `GET`, `POST` and `DELETE /_emulator/scenario`. */
export async function handleScenario(
  { player }: Emulator,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  if (req.method === 'DELETE') player.stop();
  if (req.method !== 'POST') return sendJson(res, 200, { ...player.progress, available: listScenarios() });

  const refuse = (error: string, status = 400): void => sendJson(res, status, { error });
  const call = await readJson(req);
  if (!isJson(call) || !isText(call.name)) return refuse('expected {name, generation?, steps?}');
  const { name, generation, ...own } = call;
  if (generation !== undefined && generation !== 'v1' && generation !== 'legacy')
    return refuse('generation is v1 or legacy');
  const scenario = own.steps === undefined ? loadScenario(name) : readScenario(name, own);
  if (typeof scenario === 'string') return refuse(scenario);
  if (player.isRunning) return refuse(`${String(player.progress.name)} is still playing`, 409);
  void player.play(scenario, generation);
  sendJson(res, 202, player.progress);
}
