import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { House } from './support/house.ts';

const read = (file: string): string => readFileSync(new URL(`../ops/${file}`, import.meta.url), 'utf8');

/** Names of metrics in a text; `job="chip"` and the like are none. */
const namesIn = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(/\b(?:chip|nodejs|process)_[a-z0-9_]+/g)].map(([name]) =>
      name.replace(/_(?:bucket|count|sum)$/, ''),
    ),
  ),
];

const measured = async (): Promise<string[]> =>
  House.during({}, async (house) => {
    const { text } = await house.get('/metrics').expect(200);
    return [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name ?? '');
  });

describe('what is watched', () => {
  it.each(['alerts.yml', 'grafana-dashboard.json'])('in %s is measured', async (file) => {
    const names = namesIn(read(file));
    expect(names.length).toBeGreaterThan(6);
    const there = await measured();
    expect(names.filter((name) => !there.includes(name))).toEqual([]);
  });

  it('is all that Chip measures by itself', async () => {
    const watched = namesIn(read('alerts.yml') + read('grafana-dashboard.json'));
    const own = (await measured()).filter((name) => name.startsWith('chip_'));
    expect(own.length).toBeGreaterThan(15);
    expect(own.filter((name) => !watched.includes(name))).toEqual([]);
  });
});
