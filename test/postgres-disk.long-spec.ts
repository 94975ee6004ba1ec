import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { phone, said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { v1 } from './support/payloads.ts';
import { projectForFile } from './support/postgres/project-for-file.ts';
import { Replica } from './support/postgres/replica.ts';
import { itWith } from './support/system-faults.ts';

const PEOPLE = 20;
const EACH = 10;
/**
 * Each process of Postgres fails its fifth sync of the log of transactions; Postgres then ends all of them and starts
 * itself again, as after a crash.
 */
const FAILING = ['-e', 'trace=fsync,fdatasync', '-e', 'inject=fsync,fdatasync:error=EIO:when=5'];
const SEGMENTS = Array.from({ length: 8 }, (_, n) => `00000001000000000000000${n + 1}`);

const project = projectForFile({ durable: true });
let far: FarEnd;
let chip: Replica;

beforeAll(async () => {
  far = await FarEnd.start();
  chip = await Replica.start({ ...project().env(), ...far.env() });
});
afterAll(async () => {
  await chip.stop();
  await far.stop();
});

describe('a disk under Postgres that fails to sync', () => {
  itWith(
    'strace',
    'costs no text: all are taken in the end, and answered once',
    async () => {
      const { cluster } = project();
      await cluster.stop();
      const log = SEGMENTS.flatMap((name) => ['-P', join(cluster.folder, 'data/pg_wal', name)]);
      await cluster.start(['strace', '-D', '-f', '-o', '/dev/null', ...FAILING, ...log]);
      const write = async (n: number): Promise<void> => {
        for (let i = 0; i < EACH; i++) {
          const text = v1(phone(n), said(`text-${n}-${i}.`));
          // As Loop does. Where Postgres is back within the time of a webhook, there is no 503 to be seen.
          await until(async () => (await chip.post(text)).status === 200, 120_000);
        }
      };
      await Promise.all(Array.from({ length: PEOPLE }, (_, n) => write(n)));
      await cluster.stop('immediate');
      await cluster.start();
      const kept = await project().query<{ n: string }>(
        `select count(*) as n from messages where direction = 'in'`,
      );
      expect(Number(kept[0]?.n)).toBe(PEOPLE * EACH);
      expect(readFileSync(join(cluster.folder, 'log'), 'utf8')).toMatch(
        /PANIC: .*could not (?:fsync|fdatasync)/,
      );
      for (let n = 0; n < PEOPLE; n++) {
        const texts = Array.from({ length: EACH }, (_, i) => said(`text-${n}-${i}.`));
        const all = await until(async () => {
          const replies = (await far.textsTo(phone(n))).join('\n');
          return texts.every((text) => replies.includes(text)) && replies;
        }, 120_000);
        for (const text of texts) expect(all.split(text)).toHaveLength(2);
      }
    },
    400_000,
  );
});
