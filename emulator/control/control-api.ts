import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Emulator } from '../emulator.ts';
import { isJson, readJson, sendJson } from '../http.ts';
import { checkSettings } from '../settings.ts';
import { changeAudience, showAudience } from './audience-calls.ts';
import { handleScenario } from './scenario-calls.ts';
import { planInbound, planWebhook, start } from './webhook-calls.ts';

/** Everything under `/_emulator/`: what a test or a developer does to the emulator, not what a client does. */
export async function handleControl(
  emulator: Emulator,
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
  query: URLSearchParams,
): Promise<void> {
  const { faults, journal, settings, webhooks, twilio } = emulator;
  const endpoint = `${req.method} ${path.slice('/_emulator/'.length)}`;
  switch (endpoint) {
    case 'GET health':
      return sendJson(res, 200, { ok: true });
    case 'GET journal': {
      const entries = journal.since(Number(query.get('since') ?? 0) || 0);
      return sendJson(res, 200, { pending_webhooks: webhooks.pending + twilio.webhooks.pending, ...entries });
    }
    case 'DELETE journal':
      journal.clear();
      webhooks.history.clear();
      return sendJson(res, 200, { ok: true });
    case 'DELETE webhooks':
      return sendJson(res, 200, { cancelled: webhooks.cancelAll() });
    case 'GET faults':
      return sendJson(res, 200, { loop: faults.loop, model: faults.model });
    case 'PUT faults': {
      const problem = faults.replace(await readJson(req));
      if (problem) return badRequest(res, problem);
      return sendJson(res, 200, { loop: faults.loop, model: faults.model });
    }
    case 'GET config':
      return sendJson(res, 200, publicSettings(emulator));
    case 'PUT config': {
      const changes = await readJson(req);
      const problem = isJson(changes) ? checkSettings(changes) : 'expected an object';
      if (problem) return badRequest(res, problem);
      Object.assign(settings, changes);
      return sendJson(res, 200, publicSettings(emulator));
    }
    case 'POST inbound':
      return answerCall(res, start(emulator, planInbound(emulator, await readJson(req))));
    case 'POST webhook':
      return answerCall(res, start(emulator, planWebhook(await readJson(req))));
    case 'GET audience':
      return sendJson(res, 200, { contacts: showAudience(emulator) });
    case 'PUT audience': {
      const problem = changeAudience(emulator, await readJson(req));
      if (problem) return badRequest(res, problem);
      return sendJson(res, 200, { contacts: showAudience(emulator) });
    }
    case 'DELETE audience':
      emulator.audience.clear();
      return sendJson(res, 200, { ok: true });
    case 'GET scenario':
    case 'POST scenario':
    case 'DELETE scenario':
      return await handleScenario(emulator, req, res);
    default:
      return sendJson(res, 404, { error: `unknown control call ${endpoint}` });
  }
}

/** 202: the webhook is on its way, and its attempts are in the journal. */
function answerCall(res: ServerResponse, result: object | string): void {
  if (typeof result === 'string') badRequest(res, result);
  else sendJson(res, 202, result);
}

function badRequest(res: ServerResponse, error: string): void {
  sendJson(res, 400, { error });
}

/** Without the keys, of which a reader only needs to know whether they are set. */
function publicSettings({ settings }: Emulator): object {
  const { webhookSecret, apiKey, secretKey, ...rest } = settings;
  return { ...rest, webhookSecret: webhookSecret !== '', apiKey: apiKey !== '', secretKey: secretKey !== '' };
}
