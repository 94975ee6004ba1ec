import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../emulator/harness.ts';
import type { DeadItem, Stats } from '../src/conversation/operator.ts';
import { phone, said } from './support/canary.ts';
import { LookedAfter } from './support/looked-after.ts';
import { SupabaseProject } from './support/postgres/supabase.project.ts';

const STORES: [string, () => Promise<SupabaseProject | undefined>][] = [
  ['SQLite', () => Promise.resolve(undefined)],
  ['Supabase', () => SupabaseProject.start()],
];

describe.each(STORES)('the command line beside a running server on %s', (_name, startProject) => {
  let project: SupabaseProject | undefined;
  let site: LookedAfter;
  beforeAll(async () => {
    project = await startProject();
    site = await LookedAfter.open(project?.env());
  });
  afterAll(async () => {
    await site.close();
    await project?.stop();
  });

  it('shows what was said, found by a number as it is typed', async () => {
    await site.text(phone(1), said('hello'));
    await site.far.sent(phone(1));
    const typed = phone(1).replace(/^\+1(\d{3})(\d{3})/, '+1 ($1) $2-');
    const { code, stdout } = await site.run('history', typed);
    expect(code).toBe(0);
    expect(stdout).toContain(`them: ${said('hello')}`);
    expect(stdout).toMatch(/Chip: Heard: hello/);
    const [conversation] = await site.json<{ id: string; lines: object[] }[]>(
      'history',
      typed,
      '--limit',
      '1',
    );
    expect(conversation?.lines).toHaveLength(1);
    expect((await site.run('history', conversation?.id ?? '')).stdout).toBe(stdout);
  });

  it('tells why a text was answered, from its webhook to the status of the bubble', async () => {
    await until(async () => (await site.json<Stats>('stats')).replies.delivered === 1);
    const { code, stdout } = await site.run('why', phone(1));
    expect(code).toBe(0);
    const steps = [
      'received',
      'turn 1 begun',
      'model openai/gpt-oss-120b: ok',
      'answered by chip',
      'turn 1 committed',
      'bubble 1: written',
      'bubble 1: send 1 begun',
      'bubble 1: delivered',
    ];
    const places = steps.map((step) => stdout.indexOf(step));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    expect((await site.run('why', 'no-such-id')).code).toBe(1);
  });

  it('sends a text of a human through the outbox', async () => {
    expect((await site.run('send', phone(1), said('by hand'))).stdout).toContain('queued');
    const [, sent] = await site.far.sent(phone(1), 2);
    expect(sent).toBe(said('by hand'));
    expect((await site.run('send', phone(9), 'x')).code).toBe(1);
    expect((await site.run('send', phone(1), ' ')).code).toBe(2);
  });

  it('counts', async () => {
    const stats = await site.json<Stats>('stats');
    expect(stats).toMatchObject({ conversations: 1, texts: { covered: 1 }, turns: { count: 1 } });
    expect((await site.run('stats')).stdout).toMatch(/^conversations +1, 0 paused$/m);
  });

  it('pauses somebody, and resumes into one answer', async () => {
    await site.text(phone(2), said('first'));
    await site.far.sent(phone(2));
    expect((await site.run('pause', phone(2))).stdout).toMatch(/paused$/m);
    for (const n of [1, 2]) expect(await site.text(phone(2), said(`waiting ${n}`))).toBe(200);
    // Whoever is not paused is answered meanwhile.
    await site.text(phone(3), said('beside'));
    await site.far.sent(phone(3));
    expect(await site.far.textsTo(phone(2))).toHaveLength(1);
    expect((await site.run('resume', phone(2))).stdout).toContain('2 texts are due');
    const [, answer, ...more] = await site.far.sent(phone(2), 2);
    expect(more).toEqual([]);
    expect(answer).toContain('waiting 1');
    expect(answer).toContain('waiting 2');
  });

  it('tells what a text waits for', async () => {
    await site.run('pause', phone(2));
    await site.text(phone(2), said('anybody?'));
    expect((await site.run('why', phone(2), '--limit', '1')).stdout).toContain(
      'waits: the conversation is paused',
    );
    await site.run('resume', phone(2));
    await site.far.sent(phone(2), 3);
  });

  it('stops everything with the kill switch while webhooks are stored, and goes on', async () => {
    expect((await site.run('kill-switch', 'on')).code).toBe(0);
    expect(await site.text(phone(4), said('in silence'))).toBe(200);
    expect((await site.json<Stats>('stats')).killSwitch.on).toBe(true);
    expect((await site.run('stats')).stdout).toContain('ON: nothing is sent');
    await until(async () => (await site.json<Stats>('stats')).texts.unanswered === 1);
    expect(await site.far.textsTo(phone(4))).toEqual([]);
    expect((await site.run('kill-switch', 'off')).stdout).toContain('goes out now');
    await site.far.sent(phone(4));
  });

  it('shows a reply that was refused, and sends it again when it is told to', async () => {
    await site.far.faults({ loop: { successFalse: { code: 160, times: 1 } } });
    await site.text(phone(5), said('refuse this'));
    const item = await until(async () => (await site.json<DeadItem[]>('dead', 'list'))[0]);
    expect(item).toMatchObject({ kind: 'reply', state: 'failed' });
    expect((await site.run('dead', 'list')).stdout).toContain(item.id);
    const { stdout } = await site.run('dead', 'show', item.id);
    expect(stdout).toContain(phone(5));
    expect(stdout).toContain('refuse this');
    expect((await site.run('dead', 'redrive', item.id)).stdout).toContain('due again');
    await site.far.sent(phone(5));
    const again = await site.run('dead', 'redrive', item.id);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('not dead') });
    expect((await site.run('dead', 'list')).stdout).toContain('nothing is dead');
    expect(await site.far.textsTo(phone(5))).toHaveLength(1);
  });
});
