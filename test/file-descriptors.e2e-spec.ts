import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect } from '@jest/globals';
import type { ChipProcess } from '../scripts/chip.process.ts';
import { CrashSite } from './support/crash-site.ts';
import { phone, said } from './support/canary.ts';
import { until } from './support/far-end.ts';
import { SECRET, v1 } from './support/payloads.ts';
import { itWith } from './support/system-faults.ts';

const LIMIT = 64;

let site: CrashSite;
let chip: ChipProcess | undefined;
const idle: Socket[] = [];
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

afterAll(() => agent.destroy());
beforeEach(async () => {
  site = await CrashSite.open();
});
afterEach(async () => {
  for (const socket of idle.splice(0)) socket.destroy();
  await chip?.stop('SIGKILL');
  await site.close();
});

/** Status of a webhook, 0 where no answer came. Over one connection that is kept, unless told otherwise. */
function post(body: object, through: Agent | false = agent): Promise<number> {
  const headers = { 'content-type': 'application/json', authorization: SECRET };
  return new Promise((resolve) => {
    const options = { method: 'POST', headers, agent: through, timeout: 10_000 };
    const outgoing = request(`${chip?.url}/webhooks/loop`, options, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    });
    outgoing.on('error', () => resolve(0));
    outgoing.on('timeout', () => outgoing.destroy());
    outgoing.end(JSON.stringify(body));
  });
}

/** Connections that say nothing, until the server has no file descriptor left and hangs up on the next one. */
async function exhaust(): Promise<void> {
  const { port } = new URL(chip?.url ?? '');
  await until(async () => {
    const socket = connect(Number(port), '127.0.0.1').on('error', () => undefined);
    idle.push(socket.resume());
    await Promise.race([once(socket, 'close'), delay(50)]);
    return socket.destroyed;
  }, 20_000);
  expect(idle.length).toBeLessThan(LIMIT);
}

describe('a server without a file descriptor left', () => {
  itWith('prlimit', 'neither ends nor loses a text, and goes on when it has some again', async () => {
    chip = await site.start(undefined, { under: ['prlimit', `--nofile=${LIMIT}`] });
    expect(await post(v1(phone(50), said('before')))).toBe(200);
    await site.far.sent(phone(50), 1, 30_000);
    await exhaust();
    // A connection that stands is served; that its reply has to wait is no reason to refuse the text.
    const taken = await post(v1(phone(51), said('during')));
    const other = v1(phone(52), said('from outside'));
    const refused = await post(other, false);
    expect([200, 503]).toContain(taken);
    // Those that say nothing are hung up on after some seconds, so on a slow machine there may be room again.
    expect([0, 200, 503]).toContain(refused);

    for (const socket of idle.splice(0)) socket.destroy();
    if (taken !== 200) await until(async () => (await post(v1(phone(51), said('during')))) === 200, 30_000);
    await until(async () => (await post(other, false)) === 200, 30_000);
    for (const [n, text] of [
      [51, 'during'],
      [52, 'from outside'],
    ] as const) {
      const heard = `Heard: ${said(text)}`;
      await until(async () => (await site.far.textsTo(phone(n))).includes(heard), 60_000);
      expect((await site.far.textsTo(phone(n))).filter((sent) => sent === heard)).toHaveLength(1);
    }
    expect((await fetch(`${chip.url}/health/ready`)).status).toBe(200);
  });
});
