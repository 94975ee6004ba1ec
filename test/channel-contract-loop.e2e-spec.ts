import { randomUUID } from 'node:crypto';
import { describe } from '@jest/globals';
import { describeChannel, type ChannelLine, type SendFaults } from './channel-contract.ts';
import { FarEnd } from './support/far-end.ts';
import { SECRET, v1 } from './support/payloads.ts';

const CODES = { 'opted-out': 500, 'wrong-number': 180, 'wrong-key': 130 };

async function openLoop(): Promise<ChannelLine> {
  const far = await FarEnd.start('--webhook-secret', SECRET);
  return {
    far,
    textLimit: 9999,
    env: () => ({}),
    connect: async (house) => {
      await far.control('PUT', 'config', { webhookUrl: `${house.url}/webhooks/loop` });
    },
    write: async (house, from, text, { id = randomUUID(), forged = false } = {}) => {
      const body = v1(from, text, { message_id: id });
      const answer = forged
        ? await house.anonymous().set('authorization', `${SECRET}x`).send(body)
        : await house.post(body);
      return answer.status;
    },
    got: (person) => far.textsTo(person),
    tries: async (person) => {
      const { sends } = await far.journal();
      return sends
        .filter(({ body }) => (body as { contact?: string } | null)?.contact === person)
        .map(({ outcome }) => outcome);
    },
    sendFaults: ({ refusal, statuses, ...faults }: SendFaults) =>
      far.faults({
        loop: {
          ...faults,
          ...(refusal && { codes: { code: CODES[refusal.as], times: refusal.times } }),
          // By code 1030, which is final: after 1020 Loop lets it be sent again.
          ...(statuses && { statusWebhooks: statuses === 'failed' ? 'timeout' : statuses }),
        },
      }),
  };
}

describe('the Loop channel', () => describeChannel(openLoop));
