import { describe, expect, it } from '@jest/globals';
import { BROKEN, brokenBuild, type BreakName } from '../chaos/broken/list.ts';
import { readCommand } from '../chaos/options.ts';
import { planPeople } from '../chaos/people.ts';
import { chipEnvironment, GRACE_MS, LONGEST_PAUSE_MS } from '../chaos/scale.ts';
import { planStorm } from '../chaos/storm.ts';
import { USUAL_ODDS } from '../chaos/weather.ts';
import { findFaultProblem } from '../emulator/fault-rules.ts';
import { Random } from '../emulator/random.ts';
import { readConfig } from '../src/config/read-config.ts';
import { existsSync } from 'node:fs';

const people = (seed: number): ReturnType<typeof planPeople> =>
  planPeople(new Random(seed), { messages: 505, conversations: 10, seconds: 20 });
const storm = (seed: number): ReturnType<typeof planStorm> =>
  planStorm(new Random(seed), { replicas: 2, seconds: 60, odds: USUAL_ODDS, scenario: 'storm' });

describe('what happens in a chaos run', () => {
  it('is the same with the same seed and another with another', () => {
    expect(people(1)).toEqual(people(1));
    expect(people(1)).not.toEqual(people(2));
    expect(storm(1)).toEqual(storm(1));
    expect(storm(1)).not.toEqual(storm(2));
  });

  it('lets people write as many texts as asked for, each recognisable', () => {
    const { texts, conversations } = people(1);
    const all = texts.flat();
    expect(all).toHaveLength(505);
    expect(new Set(all.map(({ id }) => id)).size).toBe(505);
    const tokens = all.flatMap(({ token }) => token ?? []);
    expect(new Set(tokens).size).toBe(tokens.length);
    expect(new Set(conversations.map(({ kind }) => kind))).toEqual(new Set(['person', 'group']));
  });

  it('lets some say STOP, and START once the STOP was heard', () => {
    const consenting = people(1).texts.filter((texts) => texts.some(({ kind }) => kind === 'stop'));
    expect(consenting.length).toBeGreaterThan(0);
    for (const texts of consenting) {
      const stop = texts.find(({ kind }) => kind === 'stop');
      const start = texts.find(({ kind }) => kind === 'start');
      expect(start?.after).toBe(stop?.id);
      expect(texts.indexOf(start ?? texts[0]!)).toBeGreaterThan(texts.indexOf(stop ?? texts[0]!));
    }
  });

  it('sets the emulator only faults that it knows', () => {
    for (const { faults } of storm(1).weather) expect(findFaultProblem(faults)).toBeUndefined();
  });

  it('is struck at each server by kills and by pauses that are not too long', () => {
    for (const fates of storm(1).fates) {
      const pauses = fates.filter((fate) => fate.kind === 'pause');
      expect(fates.filter(({ kind }) => kind === 'kill').length).toBeGreaterThan(fates.length / 2);
      expect(pauses.length).toBeGreaterThan(0);
      for (const { forMs } of pauses) expect(forMs).toBeLessThanOrEqual(LONGEST_PAUSE_MS);
    }
  });

  it('runs with times that a start of Chip takes', () => {
    const config = readConfig(chipEnvironment());
    expect(config.SEND_GRACE_MS).toBe(GRACE_MS);
    expect(LONGEST_PAUSE_MS).toBeGreaterThan(config.TURN_LEASE_MS);
    expect(LONGEST_PAUSE_MS).toBeLessThan(config.sendLeaseMs + config.SEND_GRACE_MS);
  });
});

describe('the command line of the chaos', () => {
  it('reads sizes and a seed', () => {
    const command = readCommand(['--seed', '7', '--messages', '50', '--short']);
    expect(command).toMatchObject({ run: 'chaos', options: { seed: 7, messages: 50, conversations: 16 } });
  });

  it('chooses a seed where none is given', () => {
    expect(readCommand([])).toMatchObject({ options: { seed: expect.any(Number) } });
  });

  it.each([
    [['--messages', '0'], '--messages must be a whole number from 1'],
    [['--conversations', '91'], '--conversations must be a whole number from 1 to 90'],
    [['--scenario', 'sun'], '--scenario must be'],
    [['--store', 'paper'], '--store must be'],
    [['--break', 'glass'], '--break must be one of ack-before-commit'],
  ])('says what is wrong: %j', (args, problem) => {
    expect(() => readCommand(args)).toThrow(problem);
  });

  it('has a build for each break, of each promise at least one', () => {
    const names = Object.keys(BROKEN) as BreakName[];
    for (const name of names) expect(existsSync(brokenBuild(name).entry)).toBe(true);
    const broken = new Set(names.map((name) => BROKEN[name].breaks));
    expect([...broken].toSorted()).toEqual(['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8', 'P9']);
  });
});
