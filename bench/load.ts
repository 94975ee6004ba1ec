import { Agent, request } from 'node:http';

export const SECRET = 'benchmark-secret-of-no-value';

/** Nobody writes as much as a benchmark does. */
export const UNLIMITED = {
  HTTP_RATE_LIMIT: '0',
  LIMIT_TURNS_PER_MINUTE: '0',
  LIMIT_TURNS_PER_DAY: '0',
  LIMIT_TOKENS_PER_DAY: '0',
  LIMIT_USD_PER_DAY: '0',
};

export interface Answer {
  /** 0: the connection was lost. */
  status: number;
  /** From the moment at which it was to be sent. */
  ms: number;
}

/** Posts webhooks over kept connections. */
export class Sender {
  private readonly agent: Agent;

  /** @param connections to each server; more requests than that wait, and their waiting counts */
  constructor(connections: number) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  post(url: string, body: object, dueAt = performance.now()): Promise<Answer> {
    const headers = { 'content-type': 'application/json', authorization: SECRET };
    return new Promise((resolve) => {
      const end = (status: number): void => resolve({ status, ms: performance.now() - dueAt });
      const options = { agent: this.agent, method: 'POST', headers };
      const outgoing = request(`${url}/webhooks/loop`, options, (answer) => {
        answer.resume();
        answer.on('end', () => end(answer.statusCode ?? 0));
      });
      outgoing.on('error', () => end(0));
      outgoing.end(JSON.stringify(body));
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** A text as Loop posts it. */
export const textOf = (contact: string, id: string): object => ({
  event: 'message_inbound',
  contact,
  text: `Question ${id}`,
  message_id: `message-${id}`,
  webhook_id: `webhook-${id}`,
});

export const quantile = (values: number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * q)] ?? NaN;

/** `200: 4998, 503: 2` */
export function statusesOf(answers: Answer[]): string {
  const counts = new Map<number, number>();
  for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${status}: ${count}`).join(', ');
}
