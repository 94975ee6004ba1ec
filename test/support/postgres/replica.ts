import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChip, type ChipProcess } from '../../../scripts/chip.process.ts';
import { newLogFile } from '../logs.ts';
import { SECRET } from '../payloads.ts';

/** The built server on a Supabase project, as one of several; in an empty folder, so that nothing else is found there. */
export class Replica {
  readonly log = newLogFile();
  readonly chip: ChipProcess;
  private readonly folder: string;

  private constructor(chip: ChipProcess, folder: string, log: string) {
    this.chip = chip;
    this.folder = folder;
    this.log = log;
  }

  /** @param env what makes it use a project and a far end, and whatever else */
  static async start(env: Record<string, string>): Promise<Replica> {
    const folder = mkdtempSync(join(tmpdir(), 'chip-replica-'));
    const log = newLogFile();
    const usual = { LOOP_WEBHOOK_SECRET: SECRET, REPLY_QUIET_MS: '20', HTTP_RATE_LIMIT: '0' };
    try {
      const chip = await startChip({ cwd: folder, log, env: { ...usual, ...env } });
      return new Replica(chip, folder, log);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Status of a webhook and how long it took. */
  async post(body: object): Promise<{ status: number; ms: number }> {
    const startedAt = performance.now();
    const headers = { 'content-type': 'application/json', authorization: SECRET };
    const url = `${this.chip.url}/webhooks/loop`;
    const { status } = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status, ms: performance.now() - startedAt };
  }

  async health(route: 'live' | 'ready'): Promise<number> {
    return (await fetch(`${this.chip.url}/health/${route}`)).status;
  }

  async stop(): Promise<void> {
    await this.chip.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
