import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect } from '@jest/globals';
import type { ChipProcess } from '../scripts/chip.process.ts';
import type { Admission } from '../src/conversation/admission.ts';
import { CrashSite } from './support/crash-site.ts';
import { phone, said } from './support/canary.ts';
import { until } from './support/far-end.ts';
import { SECRET, v1 } from './support/payloads.ts';
import { StoreFile } from './support/store-file.ts';
import { itWith } from './support/system-faults.ts';

const SMALL_DISK = 'mount -t tmpfs -o size=6m tmpfs "$0" && exec "$@"';

describe('a disk that is full', () => {
  let site: CrashSite;
  let chip: ChipProcess | undefined;
  beforeEach(async () => {
    site = await CrashSite.open();
  });
  afterEach(async () => {
    await chip?.stop('SIGKILL');
    await site.close();
  });

  const post = async (body: object): Promise<number> => {
    const headers = { 'content-type': 'application/json', authorization: SECRET };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    return (await fetch(`${chip?.url}/webhooks/loop`, init)).status;
  };

  /** A file beside the database that takes all that is left. */
  function fill(path: string): void {
    const file = openSync(path, 'w');
    try {
      for (const size of [65_536, 4096, 512]) {
        try {
          for (;;) writeSync(file, Buffer.alloc(size));
        } catch (error) {
          expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
        }
      }
    } finally {
      closeSync(file);
    }
  }

  itWith('unshare', 'is a 503 and no end: what was refused is taken when there is room, once', async () => {
    const under = ['unshare', '-rm', 'sh', '-c', SMALL_DISK, site.folder];
    chip = await site.start(undefined, { under });
    // The disk is seen by this process alone, and by whoever goes through it.
    const filler = join(`/proc/${chip.pid}/root`, site.folder, 'filler');
    expect(await post(v1(phone(30), said('before')))).toBe(200);
    await site.far.sent(phone(30), 1, 30_000);
    fill(filler);
    const texts = [31, 32, 33].map((n) => v1(phone(n), said('x'.repeat(5000))));
    for (const text of texts) await until(async () => (await post(text)) === 503, 20_000);
    expect((await fetch(`${chip.url}/health/live`)).status).toBe(200);

    rmSync(filler);
    for (const text of texts) await until(async () => (await post(text)) === 200, 30_000);
    for (const n of [31, 32, 33]) expect(await site.far.sent(phone(n), 1, 30_000)).toHaveLength(1);
    expect(await post(v1(phone(30), said('after')))).toBe(200);
    expect(await site.far.sent(phone(30), 2, 30_000)).toEqual(
      ['before', 'after'].map((text) => `Heard: ${said(text)}`),
    );
    for (const n of [31, 32, 33]) expect(await site.far.textsTo(phone(n))).toHaveLength(1);
  });
});

describe('a disk that fails to sync', () => {
  let file: StoreFile;
  beforeEach(async () => {
    file = await StoreFile.create();
  });
  afterEach(() => file.remove());

  itWith('strace', 'ends the process, and has what was acknowledged before', async () => {
    const inject = 'inject=fsync,fdatasync:error=EIO:when=80+';
    const server = file.serve(`set -- strace -D -f -o /dev/null -e trace=fsync,fdatasync -e ${inject} "$@"`);
    expect(await server.end()).toBe(1);
    expect(server.lines.join('\n')).toContain('the database failed, ending the process');
    const acknowledged = server.admitted();
    expect(acknowledged.length).toBeGreaterThan(20);
    const chat = await file.open();
    const states = await Promise.all(acknowledged.map((id) => chat.stateOf({ messageId: id } as Admission)));
    expect(states.filter((state) => state !== 'unanswered')).toEqual([]);
    await chat.store.close();
    expect(file.read('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  });
});
