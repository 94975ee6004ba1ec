import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startChip } from '../scripts/chip.process.ts';
import { LEAK, phone, said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { newLogFile } from './support/logs.ts';
import { legacy, SECRET, testing, v1 } from './support/payloads.ts';

describe('the log of a server that met everything', () => {
  it('has a line for each event and each send, and no number, body or secret in any', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chip-redaction-'));
    const log = newLogFile();
    const far = await FarEnd.start('--webhook-secret', SECRET);
    const env = { ...far.env(), LOOP_WEBHOOK_SECRET: SECRET, REPLY_QUIET_MS: '0', LOG_LEVEL: 'trace' };
    const chip = await startChip({ cwd: folder, log, env: { ...env, TURN_DEADLINE_MS: '1500' } });
    await far.control('PUT', 'config', { webhookUrl: `${chip.url}/webhooks/loop` });
    const post = (body: string, headers: Record<string, string> = {}, query = ''): Promise<Response> =>
      fetch(`${chip.url}/webhooks/loop${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: SECRET, ...headers },
        body,
      });
    const json = (body: object) => JSON.stringify(body);
    try {
      // Well, in every shape.
      await post(json(v1(phone(90), said('v1'))));
      await post(json(legacy(phone(91), said('legacy'))));
      await post(json(testing(said('testing'), phone(92))));
      const group = { id: 'grp', name: said('group'), participants: [phone(93)] };
      await post(
        json(v1(phone(93), said('Chip, group'), { group, attachments: [`https://x.example/${phone(93)}`] })),
      );
      for (const target of [phone(90), phone(91), phone(92), 'grp']) await far.sent(target);
      // Badly, in every way.
      await post(`{"text": "${said('broken')}`);
      await post(json({ event: 'message.created', data: { conversationId: said('x'), message: said('y') } }));
      await post(json({ event: said('event'), contact: phone(94), text: said('z') }));
      await post(json({ event: 'message_inbound', contact: [phone(94)], text: { t: said('z') } }));
      await post(json(v1(phone(94), said('who'))), { authorization: `${phone(94)} ${said('secret')}` });
      await post(
        json(v1(phone(94), said('query'))),
        {},
        `?from=${encodeURIComponent(phone(94))}&t=${said('q')}`,
      );
      await fetch(`${chip.url}/${encodeURIComponent(phone(94))}/${encodeURIComponent(said('path'))}`);
      await far.faults({
        model: {
          script: Array.from({ length: 6 }, () => ({ status: 400, error: { message: said('model') } })),
        },
      });
      await post(json(v1(phone(95), said('model error'))));
      await far.sent(phone(95));
      await far.faults({ loop: { refuseContacts: { [phone(96)]: 160 } } });
      await post(json(v1(phone(96), said('refused'))));
      await until(async () => (await far.journal()).sends.some(({ code }) => code === 160), 10_000);
    } finally {
      await chip.stop();
      await far.stop();
      rmSync(folder, { recursive: true, force: true });
    }
    const lines = readFileSync(log, 'utf8').trim().split('\n');
    for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow();
    expect(lines.filter((line) => LEAK.test(line))).toEqual([]);
    for (const secret of [SECRET, 'e2e-loop-key', 'e2e-groq-key'])
      expect(lines.join('\n')).not.toContain(secret);
    const messages = lines.map((line) => (JSON.parse(line) as { msg?: string }).msg);
    expect(messages.filter((msg) => msg === 'event').length).toBeGreaterThanOrEqual(9);
    expect(messages.filter((msg) => msg === 'sent').length).toBeGreaterThanOrEqual(5);
    expect(messages.filter((msg) => msg === 'not sent').length).toBeGreaterThanOrEqual(1);
  });
});
