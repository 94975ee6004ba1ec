import type { Twilio } from './twilio.ts';

const NUMBER = /^\+[1-9]\d{6,14}$/;

/** Twilio's code for a message that is not in order; undefined when it is taken. */
export function findRefusal({ settings, optOuts }: Twilio, form: URLSearchParams): number | undefined {
  const to = form.get('To') ?? '';
  const [transport, number] = splitAddress(to);
  if (to === '') return 21_604;
  if (!NUMBER.test(number)) return 21_211;
  const wrongSender = findSenderProblem(settings, form, transport);
  if (wrongSender !== undefined) return wrongSender;
  if (number === settings.number) return 21_266;
  const body = form.get('Body') ?? '';
  const media = form.getAll('MediaUrl');
  if (body === '' && media.length === 0) return 21_619;
  if (body.length > 1600) return 21_617;
  if (media.length > 10) return 21_623;
  if (media.some((url) => !URL.canParse(url))) return 21_620;
  const callback = form.get('StatusCallback');
  if (callback !== null && !URL.canParse(callback)) return 21_609;
  return optOuts.blocked.has(to) ? 21_610 : undefined;
}

function findSenderProblem(
  settings: Twilio['settings'],
  form: URLSearchParams,
  transport: string,
): number | undefined {
  const service = form.get('MessagingServiceSid');
  if (service !== null) return service === settings.serviceSid ? undefined : 21_705;
  const from = form.get('From');
  if (from === null) return 21_603;
  // Both sides have to name the same transport.
  if (from === transport + settings.number) return undefined;
  return transport === '' ? 21_659 : 63_007;
}

/** `whatsapp:+1...` into its two parts. */
function splitAddress(address: string): [transport: string, number: string] {
  const at = address.indexOf(':') + 1;
  return [address.slice(0, at), address.slice(at)];
}
