import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readConfig } from '../config/read-config.ts';
import { openAiClient } from './openai.client.ts';

const FOREIGN = {
  OPENAI_API_KEY: 'another-key',
  OPENAI_BASE_URL: 'http://127.0.0.1:1/',
  OPENAI_ORG_ID: 'another-organisation',
  OPENAI_PROJECT_ID: 'another-project',
  OPENAI_CUSTOM_HEADERS: 'Authorization: Bearer another-key',
};

afterEach(() => {
  for (const name of Object.keys(FOREIGN)) delete process.env[name];
});

describe('openAiClient', () => {
  it('asks where and with what it is configured to, whatever the environment holds for other programs', async () => {
    Object.assign(process.env, FOREIGN);
    const seen: IncomingHttpHeaders[] = [];
    const server = createServer((request, response) => {
      seen.push(request.headers);
      response.writeHead(503).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const client = await openAiClient(
      readConfig({ OPENAI_API_BASE: `http://127.0.0.1:${port}/v1` }),
      'our-key',
    );
    await expect(client.models.list()).rejects.toMatchObject({ status: 503 });
    server.closeAllConnections();
    server.close();
    expect(seen).toHaveLength(1);
    expect(seen[0]!.authorization).toBe('Bearer our-key');
    expect(JSON.stringify(seen)).not.toContain('another');
  });
});
