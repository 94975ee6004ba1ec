import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChip, type ChipProcess } from '../../scripts/chip.process.ts';
import { freePort } from '../../scripts/free-port.ts';
import { chip, chipJson } from './command-line.ts';
import { FarEnd } from './far-end.ts';
import { newLogFile } from './logs.ts';
import { SECRET, v1 } from './payloads.ts';
import type { Ended } from './script.ts';

/** The built server with an emulated far end, in a folder of its own, and the command line beside it. */
export class LookedAfter {
  readonly far: FarEnd;
  readonly folder: string;
  readonly port: number;
  readonly log = newLogFile();
  readonly env: Record<string, string>;
  server: ChipProcess | undefined;

  private constructor(far: FarEnd, folder: string, port: number, env: Record<string, string>) {
    this.far = far;
    this.folder = folder;
    this.port = port;
    this.env = { ...far.env(), LOOP_WEBHOOK_SECRET: SECRET, REPLY_QUIET_MS: '20', ...env };
  }

  /** @param env of server and commands, such as that of a Supabase project */
  static async open(env: Record<string, string> = {}): Promise<LookedAfter> {
    const folder = mkdtempSync(join(tmpdir(), 'chip-cli-'));
    const port = await freePort();
    const webhooks = ['--webhook-secret', SECRET, '--webhook-url', `http://127.0.0.1:${port}/webhooks/loop`];
    const site = new LookedAfter(await FarEnd.start(...webhooks), folder, port, env);
    await site.start();
    return site;
  }

  async start(): Promise<void> {
    this.server = await startChip({ cwd: this.folder, log: this.log, env: this.env, port: this.port });
  }

  async stopServer(): Promise<void> {
    await this.server?.stop();
    this.server = undefined;
  }

  /** Somebody writes; the status of the webhook. */
  async text(from: string, text: string, over: object = {}): Promise<number> {
    const headers = { 'content-type': 'application/json', authorization: SECRET };
    const body = JSON.stringify({ ...v1(from, text), ...over });
    const answer = await fetch(`${this.server?.url}/webhooks/loop`, { method: 'POST', headers, body });
    return answer.status;
  }

  run(...args: string[]): Promise<Ended> {
    return chip(args, { cwd: this.folder, env: this.env });
  }

  json<T>(...args: string[]): Promise<T> {
    return chipJson<T>(args, { cwd: this.folder, env: this.env });
  }

  async close(): Promise<void> {
    await this.stopServer();
    await this.far.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
