import type { IncomingMessage, ServerResponse } from 'node:http';
import { isJson, readJson, sendJson } from '../http.ts';
import { findTwilioFaultProblem, type TwilioFaults } from './faults.ts';
import { planTwilioInbound } from './inbound.ts';
import { checkTwilioSettings } from './settings.ts';
import type { Twilio } from './twilio.ts';

/** Everything under `/_emulator/twilio/`. The journal is the one of the whole emulator. */
export async function handleTwilioControl(
  twilio: Twilio,
  req: IncomingMessage,
  res: ServerResponse,
  call: string,
): Promise<void> {
  const refuse = (error: string): void => sendJson(res, 400, { error });
  switch (`${req.method} ${call}`) {
    case 'GET config':
      return sendJson(res, 200, shown(twilio));
    case 'PUT config': {
      const changes = await readJson(req);
      const problem = isJson(changes) ? checkTwilioSettings(changes) : 'expected an object';
      if (problem) return refuse(problem);
      Object.assign(twilio.settings, changes);
      return sendJson(res, 200, shown(twilio));
    }
    case 'GET faults':
      return sendJson(res, 200, twilio.faults);
    case 'PUT faults': {
      const wanted = await readJson(req);
      const problem = findTwilioFaultProblem(wanted);
      if (problem) return refuse(problem);
      twilio.faults = wanted as TwilioFaults;
      return sendJson(res, 200, twilio.faults);
    }
    case 'POST inbound': {
      const planned = planTwilioInbound(twilio, await readJson(req));
      if (typeof planned === 'string') return refuse(planned);
      for (const webhook of planned) void twilio.webhooks.deliver(webhook);
      return sendJson(res, 202, { message_id: planned[0]?.form.MessageSid });
    }
    case 'DELETE messages':
      twilio.messages.clear();
      twilio.optOuts.blocked.clear();
      return sendJson(res, 200, { ok: true });
    case 'DELETE webhooks':
      return sendJson(res, 200, { cancelled: twilio.webhooks.cancelAll() });
    default:
      return sendJson(res, 404, { error: `unknown control call ${req.method} twilio/${call}` });
  }
}

/** Without the keys, of which a reader only needs to know whether they are set. */
function shown({ settings }: Twilio): object {
  const { authToken, apiSecret, ...rest } = settings;
  return { ...rest, authToken: authToken !== '', apiSecret: apiSecret !== '' };
}
