import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BUILT_ENTRY, startChip, type ChipProcess } from '../scripts/chip.process.ts';
import { phone, said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { newLogFile } from './support/logs.ts';
import { SECRET, v1 } from './support/payloads.ts';
import { projectForFile } from './support/postgres/project-for-file.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const FAILPOINT_ENTRY = fileURLToPath(new URL('support/failpoint-main.ts', import.meta.url));
const GRACE_MS = 2000;

const project = projectForFile();
const servers: ChipProcess[] = [];
let far: FarEnd;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  far = await FarEnd.start();
  folder = await temporaryFolder();
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop('SIGKILL')));
  await far.stop();
  await folder.remove();
});

async function start(failpoint: Record<string, string> = {}): Promise<{ server: ChipProcess; log: string }> {
  const log = newLogFile();
  const times = { SEND_TIMEOUT_MS: '1000', SEND_GRACE_MS: String(GRACE_MS), REPLY_QUIET_MS: '20' };
  const env = { ...project().env(), ...far.env(), ...times, LOOP_WEBHOOK_SECRET: SECRET, ...failpoint };
  const entry = failpoint.FAILPOINT ? FAILPOINT_ENTRY : BUILT_ENTRY;
  const server = await startChip({ cwd: folder.path(''), log, env, entry });
  servers.push(server);
  return { server, log };
}

describe('a server that is frozen between "this one is mine" and the request to Loop', () => {
  it('does not send what another one has sent meanwhile', async () => {
    const { server, log } = await start({ FAILPOINT: 'after:claimSend', FAILPOINT_SIGNAL: 'SIGSTOP' });
    const headers = { 'content-type': 'application/json', authorization: SECRET };
    const body = JSON.stringify(v1(phone(74), said('frozen')));
    const posted = await fetch(`${server.url}/webhooks/loop`, { method: 'POST', headers, body });
    expect(posted.status).toBe(200);
    const claimed = `select sending_at from outbox where state = 'sending'`;
    await until(async () => (await project().query(claimed)).length === 1, 20_000);
    await start();
    expect(await far.sent(phone(74), 1, 40_000)).toEqual([`Heard: ${said('frozen')}`]);

    process.kill(server.pid, 'SIGCONT');
    await until(() => readFileSync(log, 'utf8').includes('lease-over'), 20_000);
    expect(await far.textsTo(phone(74))).toHaveLength(1);
    const states = await project().query('select state, resends from outbox');
    expect(states).toEqual([{ state: expect.stringMatching('sent|delivered'), resends: 1 }]);
  });
});
