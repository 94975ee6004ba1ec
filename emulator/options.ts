import { parseArgs } from 'node:util';
import type { Generation } from './journal.ts';
import { checkSettings, type Settings } from './settings.ts';

export type Options = {
  port: number;
  host: string;
  parentWatch: boolean;
  settings: Settings;
  /** Played at once, and the emulator ends with it. */
  scenario?: string;
  /** Instead of the scenario's own. */
  generation?: Generation;
};

const FLAGS = {
  port: { type: 'string' },
  host: { type: 'string' },
  'webhook-url': { type: 'string' },
  'webhook-secret': { type: 'string' },
  'webhook-timeout-ms': { type: 'string' },
  'webhook-keep-alive': { type: 'boolean' },
  'status-delay-ms': { type: 'string' },
  'clock-scale': { type: 'string' },
  'api-key': { type: 'string' },
  'secret-key': { type: 'string' },
  'model-seed': { type: 'string' },
  scenario: { type: 'string' },
  generation: { type: 'string' },
  lenient: { type: 'boolean' },
  pacing: { type: 'boolean' },
  'inbound-first': { type: 'boolean' },
  vcard: { type: 'boolean' },
  'parent-watch': { type: 'boolean' },
} as const;

/** Reads the flags; `--webhook-url` may also be given as EMULATOR_WEBHOOK_URL and so on, a flag wins. */
export function readOptions(args: string[], env: NodeJS.ProcessEnv): Options {
  const { values } = parseArgs({ args, options: FLAGS, strict: true });
  const text = (flag: keyof typeof FLAGS, fallback: string): string => {
    const given = values[flag] ?? env[`EMULATOR_${flag.toUpperCase().replaceAll('-', '_')}`];
    return given === undefined ? fallback : String(given);
  };
  const on = (flag: keyof typeof FLAGS): boolean => !['', '0', 'false'].includes(text(flag, ''));

  const port = Number(text('port', '8090'));
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error('--port must be 0 to 65535');
  const modelSeed = text('model-seed', '');
  if (!/^\d*$/.test(modelSeed)) throw new Error('--model-seed must be a whole number');
  const settings: Settings = {
    webhookUrl: text('webhook-url', 'http://127.0.0.1:8000/webhooks/loop'),
    webhookSecret: text('webhook-secret', ''),
    webhookTimeoutMs: Number(text('webhook-timeout-ms', '15000')),
    webhookKeepAlive: on('webhook-keep-alive'),
    statusDelayMs: Number(text('status-delay-ms', '50')),
    clockScale: Number(text('clock-scale', '1')),
    apiKey: text('api-key', ''),
    secretKey: text('secret-key', ''),
    strict: !on('lenient'),
    pacing: on('pacing'),
    inboundFirst: on('inbound-first'),
    vcard: on('vcard'),
    modelSeed: modelSeed === '' ? null : Number(modelSeed),
  };
  const problem = checkSettings(settings);
  if (problem) throw new Error(problem);
  const generation = text('generation', '');
  if (generation !== '' && generation !== 'v1' && generation !== 'legacy')
    throw new Error('--generation is v1 or legacy');
  return {
    port,
    host: text('host', '127.0.0.1'),
    parentWatch: on('parent-watch'),
    settings,
    scenario: text('scenario', '') || undefined,
    generation: generation || undefined,
  };
}
