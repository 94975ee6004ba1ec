import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Finding } from '../src/cli/doctor/finding.ts';
import { chip } from './support/command-line.ts';
import { LookedAfter } from './support/looked-after.ts';
import { Loopback } from './support/loopback.ts';
import { ACCOUNT, SERVICE } from './twilio-line.ts';
import { temporaryFolder, type TemporaryFolder } from './support/temporary-folder.ts';

const escaped = (line: string | RegExp): RegExp =>
  typeof line === 'string' ? new RegExp(`^${line.replace(/[()]/g, String.raw`\$&`)}$`) : line;

describe('chip doctor', () => {
  let site: LookedAfter;
  beforeEach(async () => {
    site = await LookedAfter.open();
  });
  afterEach(() => site.close());

  const findings = async (
    env: Record<string, string | undefined>,
  ): Promise<{ code: number | null; lines: string[] }> => {
    const { code, stdout } = await chip(['doctor', '--json'], {
      cwd: site.folder,
      env: { ...site.env, ...env },
    });
    const found = JSON.parse(stdout) as Finding[];
    for (const { level, mend } of found) expect(level === 'ok').toBe(mend === undefined);
    return { code, lines: found.map(({ level, what }) => `${level} ${what}`) };
  };

  it('finds everything well where it is, and says what it has looked at', async () => {
    const { code, lines } = await findings({ PUBLIC_URL: site.server?.url });
    expect(lines.filter((line) => line.startsWith('fail'))).toEqual([]);
    expect(code).toBe(0);
    expect(lines.join('\n')).toMatch(
      /ok configuration[^]*ok database[^]*ok model: the key[^]*ok Loop Message[^]*ok webhooks: who[^]*ok clock: right/,
    );
  });

  it('names a key that is refused, a model that is gone, an address that leads nowhere, and a wrong clock', async () => {
    const elsewhere = await Loopback.start((request, response) => {
      const date = new Date(Date.now() - 3_600_000).toUTCString();
      const refused = request.url?.includes('/message/status/') === true;
      response.writeHead(refused ? 401 : 200, { date, 'content-type': 'application/json' });
      response.end(JSON.stringify({ data: [{ id: 'another/model' }] }));
    });
    const { code, lines } = await findings({
      OPENAI_API_BASE: elsewhere.url,
      LOOP_API_BASE_URL: elsewhere.url,
      PUBLIC_URL: 'http://127.0.0.1:9',
    });
    await elsewhere.close();
    expect(code).toBe(1);
    expect(lines).toEqual(
      expect.arrayContaining([
        'fail model: GROQ_MODEL is not in the list of models',
        'fail Loop Message: the key is refused (401)',
        expect.stringMatching(/^fail webhooks: no Chip answers at PUBLIC_URL/),
        'fail clock: 3600 s fast',
      ]),
    );
  });

  it('names what Loop refuses us for by a code of its own', async () => {
    const loop = await Loopback.start((_request, response) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end('{"error_code":130,"message":"Invalid authorization key"}');
    });
    const { code, lines } = await findings({ LOOP_API_BASE_URL: loop.url });
    await loop.close();
    expect(code).toBe(1);
    expect(lines).toContain('fail Loop Message: refuses us, the API key is wrong (code 130)');
  });

  it('names what is wrong with the configuration, and no value', async () => {
    const { code, stdout } = await chip(['doctor'], { cwd: site.folder, env: { PORT: 'a secret' } });
    expect(code).toBe(1);
    expect(stdout).toMatch(/FAIL {2}configuration: PORT must be .*\n +-> change it in \.env/);
    expect(stdout).not.toContain('a secret');
  });

  describe('with Twilio', () => {
    const twilio = (): Record<string, string> => ({
      ...ACCOUNT,
      TWILIO_API_BASE_URL: site.far.emulator.url,
      PUBLIC_URL: site.server?.url ?? '',
    });

    it('tries its keys and looks for the number, and sends nothing', async () => {
      const { lines } = await findings(twilio());
      expect(lines).toContain('ok Twilio: answers, and takes the keys');
      expect(lines).toContain('ok Twilio: TWILIO_SENDER is a number of this account');
      // The server beside it was started without.
      expect(lines).toContain('fail webhooks: the Chip at PUBLIC_URL has no Twilio');
      const service = await findings({ ...twilio(), TWILIO_SENDER: SERVICE });
      expect(service.lines.filter((line) => line.includes('Twilio:'))).toEqual([
        'ok Twilio: answers, and takes the keys',
      ]);
      expect((await site.far.journal()).messages).toEqual([]);
    });

    it.each([
      [{ TWILIO_AUTH_TOKEN: 'wrong' }, 'fail Twilio: the keys are refused (401)'],
      [{ TWILIO_API_KEY: 'SK1', TWILIO_API_SECRET: 'wrong' }, 'fail Twilio: the keys are refused (401)'],
      [{ TWILIO_SENDER: '+12055550101' }, 'fail Twilio: TWILIO_SENDER is no number of this account'],
      [{ TWILIO_API_BASE_URL: 'http://127.0.0.1:9' }, /^fail Twilio: does not answer/],
    ])('says what is wrong with it: %j', async (over, line) => {
      const { code, lines } = await findings({ ...twilio(), ...over });
      expect(code).toBe(1);
      expect(lines).toEqual(expect.arrayContaining([expect.stringMatching(escaped(line))]));
    });

    it('finds its webhook well where the server has it', async () => {
      Object.assign(site.env, twilio());
      await site.stopServer();
      await site.start();
      const { lines } = await findings({ PUBLIC_URL: site.server?.url });
      expect(lines).toContain('ok webhooks: what Twilio has not signed is refused');
    });
  });

  it('names what is set under a mistaken name, and not what it is set to', async () => {
    writeFileSync(join(site.folder, '.env'), 'LOOP_APIKEY=a-secret\nMY_OWN=1\n');
    const { code, stdout } = await chip(['doctor'], { cwd: site.folder, env: site.env });
    expect(code).toBe(0);
    expect(stdout).toMatch(/warn {2}configuration: LOOP_APIKEY is set.*\n +-> did you mean LOOP_API_KEY\?/);
    expect(stdout).not.toMatch(/a-secret|MY_OWN/);
  });

  it('sees what is held back and what is dead', async () => {
    await site.run('kill-switch', 'on');
    const { code, lines } = await findings({});
    expect(code).toBe(0);
    expect(lines).toContain('warn the kill switch is on: nothing is answered or sent');
  });
});

describe('chip setup', () => {
  let folder: TemporaryFolder;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => folder.remove());
  const typed = (...answers: string[]) =>
    chip(['setup'], { cwd: folder.path('') }, answers.map((answer) => `${answer}\n`).join(''));

  it('writes what it was told and a secret of its own, privately, and says what to set at Loop', async () => {
    const { code, stdout, stderr } = await typed('model-key', 'loop-key', '', 'https://chip.example');
    expect(code).toBe(0);
    expect(stderr).toContain('Key of the model');
    const file = join(folder.path(''), '.env');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const env = readFileSync(file, 'utf8');
    const secret = /^LOOP_WEBHOOK_SECRET=([0-9a-f]{64})$/m.exec(env)?.[1] ?? 'none';
    for (const line of [
      'NODE_ENV=production',
      'GROQ_API_KEY=model-key',
      'LOOP_API_KEY=loop-key',
      'PUBLIC_URL=https://chip.example',
    ])
      expect(env).toContain(`${line}\n`);
    expect(stdout).toContain('https://chip.example/webhooks/loop');
    expect(stdout).toContain(secret);
    expect(stdout).not.toMatch(/model-key|loop-key/);
  });

  it('leaves a .env alone that is there', async () => {
    writeFileSync(folder.path('.env'), 'MINE=1\n');
    const { code, stderr } = await typed('', '', '', '');
    expect(code).toBe(1);
    expect(stderr).toContain('left as it is');
    expect(readFileSync(folder.path('.env'), 'utf8')).toBe('MINE=1\n');
  });

  it('writes nothing that a start would refuse, and nothing when the answers end', async () => {
    const wrong = await typed('', '', '', 'chip.example');
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('PUBLIC_URL must be') });
    const ended = await typed('key');
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining('nothing was written') });
    expect(() => statSync(folder.path('.env'))).toThrow('ENOENT');
  });
});
