import { randomUUID } from 'node:crypto';
import type { ChannelLine } from './channel-contract.ts';
import { FarEnd, until } from './support/far-end.ts';
import type { House } from './support/house.ts';

const CODES = { 'opted-out': 21_610, 'wrong-number': 21_211, 'wrong-key': 20_003 };

/** The emulated account. */
export const ACCOUNT = {
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(31)}1`,
  TWILIO_AUTH_TOKEN: 'emulated-auth-token',
  TWILIO_SENDER: '+12055550100',
  PUBLIC_URL: 'https://chip.example',
};
export const SERVICE = `MG${'0'.repeat(31)}1`;

export interface TwilioLine extends ChannelLine {
  control(method: string, call: string, body?: object): Promise<unknown>;
  /** Webhooks that were posted about a message, in order. */
  attempts(sid: string): Promise<{ attempt: number; http_status: number | null; answer?: unknown }[]>;
}

/** Twilio, emulated. Its own clock runs fast, so that retries of a refused webhook take no time. */
export async function openTwilio(optOut: 'default' | 'advanced' = 'advanced'): Promise<TwilioLine> {
  const far = await FarEnd.start('--clock-scale', '100');
  const control = (method: string, call: string, body?: object): Promise<unknown> =>
    far.control(method, `twilio/${call}`, body);
  await control('PUT', 'config', { optOut });

  const attempts: TwilioLine['attempts'] = async (sid) => {
    const { webhooks } = await far.journal();
    return webhooks.filter(({ message_id: id }) => id === sid);
  };
  const messagesTo = async (person: string) =>
    (await far.journal()).messages.filter(({ to }) => to === person);

  return {
    far,
    control,
    attempts,
    textLimit: 1600,
    env: () => ({ ...ACCOUNT, TWILIO_API_BASE_URL: far.emulator.url }),
    connect: async (house: House) => {
      await control('PUT', 'config', { reachAt: house.url });
    },
    write: async (
      _house,
      from,
      text,
      { id = `SM${randomUUID().replaceAll('-', '')}`, forged = false } = {},
    ) => {
      // Not the retries of a forged one, which may come in between.
      const firsts = async () => (await attempts(id)).filter(({ attempt }) => attempt === 1);
      const before = (await firsts()).length;
      await control('POST', 'inbound', {
        from,
        text,
        sid: id,
        ...(forged && { authToken: 'not-the-token' }),
      });
      const [attempt] = await until(async () => {
        const found = (await firsts()).slice(before);
        return found.length > 0 && found;
      });
      return attempt?.http_status ?? 0;
    },
    got: async (person) =>
      (await messagesTo(person))
        .filter(({ outcome }) => outcome === 'accepted' || outcome === 'auto-reply')
        .map(({ form }) => (form as { Body: string }).Body),
    tries: async (person) =>
      (await messagesTo(person)).map(({ outcome }) => outcome).filter((outcome) => outcome !== 'auto-reply'),
    sendFaults: ({ refusal, statuses, ...faults }) =>
      control('PUT', 'faults', {
        ...faults,
        ...(refusal && { codes: { code: CODES[refusal.as], times: refusal.times } }),
        ...(statuses && { statusCallbacks: statuses }),
      }),
  };
}
