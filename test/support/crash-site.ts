import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startChip, type ChipOptions, type ChipProcess } from '../../scripts/chip.process.ts';
import { freePort } from '../../scripts/free-port.ts';
import { FarEnd } from './far-end.ts';
import { newLogFile } from './logs.ts';
import { SECRET } from './payloads.ts';

const FAILPOINT_ENTRY = fileURLToPath(new URL('failpoint-main.ts', import.meta.url));

/** One port, one database file, one far end, and servers that are killed and started again on them. */
export class CrashSite {
  readonly far: FarEnd;
  readonly folder: string;
  readonly port: number;
  readonly log = newLogFile();

  constructor(far: FarEnd, folder: string, port: number) {
    this.far = far;
    this.folder = folder;
    this.port = port;
  }

  /** Loop's retry waits are a hundred times shorter: 0.3 s, 1.8 s, 9 s. */
  static async open(): Promise<CrashSite> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/webhooks/loop`;
    const far = await FarEnd.start('--webhook-secret', SECRET, '--webhook-url', url, '--clock-scale', '100');
    return new CrashSite(far, mkdtempSync(join(tmpdir(), 'chip-crash-')), port);
  }

  /** Starts a server, with a fail point or without. */
  start(
    failpoint?: string,
    { env = {}, under = [] }: Partial<Pick<ChipOptions, 'env' | 'under'>> = {},
  ): Promise<ChipProcess> {
    return startChip({
      cwd: this.folder,
      log: this.log,
      port: this.port,
      under,
      ...(failpoint && { entry: FAILPOINT_ENTRY }),
      env: {
        ...this.far.env(),
        FAILPOINT: failpoint,
        DATABASE_PATH: join(this.folder, 'chip.db'),
        LOOP_WEBHOOK_SECRET: SECRET,
        REPLY_QUIET_MS: '50',
        SEND_TIMEOUT_MS: '2000',
        SEND_GRACE_MS: '4000',
        ...env,
      },
    });
  }

  async close(): Promise<void> {
    await this.far.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
