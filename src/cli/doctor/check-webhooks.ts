import type { ChipConfig } from '../../config/chip.config.ts';
import { ask } from './ask.ts';
import { fail, ok, warn, type Answered, type Finding } from './finding.ts';

/** Whether the outside gets to this installation, and only with the secret: a webhook without one must be refused. */
export async function checkWebhooks(config: ChipConfig): Promise<Answered> {
  const { PUBLIC_URL: base } = config;
  if (base === undefined)
    return {
      findings: [
        warn(
          'webhooks: PUBLIC_URL is not set, so nobody can say whether they arrive',
          'set it to the address of your server, https://chip.example',
        ),
      ],
      date: null,
    };
  const { status, code, date } = await ask(`${base}/healthz`);
  if (status !== 200)
    return {
      findings: [
        fail(
          `webhooks: no Chip answers at PUBLIC_URL (${code || status})`,
          'start the server, and check the address, its certificate and the proxy before it',
        ),
      ],
      date,
    };
  const findings = [ok('webhooks: Chip answers at PUBLIC_URL')];
  const headers = { 'content-type': 'application/json' };
  const bare = await ask(`${base}/webhooks/loop`, { method: 'POST', headers, body: '{}' });
  if (bare.status === 401) findings.push(ok('webhooks: who does not know the secret is refused'));
  else
    findings.push(
      fail(
        `webhooks: one without the secret got ${bare.status} instead of 401`,
        'set LOOP_WEBHOOK_SECRET there (chip setup makes one), and the same at Loop',
      ),
    );
  return { findings: [...findings, ...(await checkTwilioWebhook(config, base))], date };
}

/** One without a signature must be refused there, too. */
async function checkTwilioWebhook(
  { TWILIO_ACCOUNT_SID: account }: ChipConfig,
  base: string,
): Promise<Finding[]> {
  if (account === undefined) return [];
  const body = new URLSearchParams({ From: '', Body: '' });
  const { status } = await ask(`${base}/webhooks/twilio`, { method: 'POST', body });
  if (status === 401) return [ok('webhooks: what Twilio has not signed is refused')];
  if (status === 404)
    return [fail('webhooks: the Chip at PUBLIC_URL has no Twilio', 'set the same TWILIO_ variables there')];
  return [
    fail(
      `webhooks: one that Twilio has not signed got ${status} instead of 401`,
      'set TWILIO_AUTH_TOKEN there, and let no proxy answer in its place',
    ),
  ];
}
