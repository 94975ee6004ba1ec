import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Random } from '../emulator/random.ts';
import type { Adversary } from './adversary.ts';
import { audit } from './audit.ts';
import type { Verdict } from './auditor/verdict.ts';
import { Doom } from './doom.ts';
import { expectationOf, leastOf } from './expectation.ts';
import { Nemesis } from './nemesis.ts';
import type { RunOptions } from './options.ts';
import { planPeople } from './people.ts';
import { JOURNAL_FILE, RECORD_FILE, type RunRecord } from './record.ts';
import { DRAIN_DEADLINE_MS } from './scale.ts';
import { Stage } from './stage.ts';
import { planStorm } from './storm.ts';
import { Writer } from './writer.ts';

const POLL_MS = 100;

export type Say = (line: string) => void;

/** One run from the start of the processes to the auditor's verdict. */
export async function runChaos(options: RunOptions, say: Say): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'chip-chaos-'));
  const stage = await Stage.set(options, folder);
  try {
    await perform(options, stage, folder, say);
  } finally {
    await stage.clear();
  }
  const verdict = await audit(folder);
  if (verdict.ok && !options.keep) rmSync(folder, { recursive: true, force: true });
  else say(`what the run has left: ${folder}`);
  return verdict;
}

/** People write, things go wrong, all is answered; what there is to be judged is then in the folder. */
async function perform(options: RunOptions, stage: Stage, folder: string, say: Say): Promise<void> {
  const { seed, messages, conversations, seconds } = options;
  const random = new Random(seed);
  const people = planPeople(random, options);
  const adversary = choose(options, stage, random, say);
  const writer = new Writer(stage.far, people);
  say(`seed ${seed}: ${messages} texts in ${conversations} conversations, ${seconds} s of faults`);
  await Promise.all([adversary.run(), writer.run()]);
  // A server that is still starting is part of the fault: how long that takes is a matter of the machine.
  const overAt = Date.now();
  await stage.allAnswer();
  const lastFaultAt = Date.now();
  say(`${adversary.blows.length} blows struck; waiting until all is answered`);
  const drainedAt = await drained(stage, lastFaultAt + options.patienceMs);
  say(
    drainedAt === null
      ? 'not all is done'
      : `all was done ${drainedAt - lastFaultAt} ms after the last fault`,
  );

  await Promise.all(stage.replicas.map((replica) => replica.retire()));
  await stage.world.leave();
  await stage.far.saveJournal(join(folder, JOURNAL_FILE));
  const record: RunRecord = {
    seed,
    store: options.store,
    scenario: options.scenario,
    conversations: people.conversations,
    written: writer.written,
    blows: [...adversary.blows],
    exits: stage.replicas.flatMap(({ exits }) => exits),
    expected: expectationOf(options, writer.written),
    lastFaultAt,
    backMs: lastFaultAt - overAt,
    drainedAt,
    drainDeadlineMs: DRAIN_DEADLINE_MS,
  };
  writeFileSync(join(folder, RECORD_FILE), JSON.stringify(record));
}

function choose(options: RunOptions, stage: Stage, random: Random, say: Say): Adversary {
  if (options.failpoint) return new Doom(stage, options.entry);
  const plan = planStorm(random, { ...options, replicas: stage.replicas.length });
  if (options.verbose) say(JSON.stringify(plan));
  const { kills, replies } = leastOf(options);
  return new Nemesis(stage, plan, random, async (blows) => {
    const ends = blows.filter(({ kind }) => kind.startsWith(plan.endsBy)).length;
    return ends >= kills && (await stage.far.acceptedSends()) >= replies;
  });
}

/** When there was nothing left to do, on either side; null when that has not come by `until`. */
async function drained({ world, far }: Stage, until: number): Promise<number | null> {
  while (Date.now() < until) {
    const at = Date.now();
    // The webhooks before the tables: one that is delivered between the two looks is in the tables.
    if ((await far.pendingWebhooks()) === 0 && (await world.backlog()) === 0) {
      // A reply that was sent just now has brought a status that is still to come.
      if ((await far.pendingWebhooks()) === 0) return at;
    }
    await delay(POLL_MS);
  }
  return null;
}
