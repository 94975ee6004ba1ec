import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { until } from '../emulator/harness.ts';
import type { DeadItem } from '../src/conversation/operator.ts';
import { phone, said } from './support/canary.ts';
import { LookedAfter } from './support/looked-after.ts';

const PLACE = { GROQ_FALLBACK_MODELS: '', LIMIT_TURNS_PER_DAY: '2' };

describe('chip why', () => {
  let site: LookedAfter;
  const open = async (env: Record<string, string> = {}): Promise<void> => {
    site = await LookedAfter.open({ ...PLACE, ...env });
  };
  afterEach(() => site.close());

  /** What is shown of the newest text of somebody, without times and ids. */
  async function why(contact: string): Promise<string[]> {
    const { code, stdout } = await site.run('why', contact, '--limit', '1');
    expect(code).toBe(0);
    return stdout
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.replace(/^ +(?:now|[\d-]+ [\d:.]+) +/, '').replace(/\([\da-f-]{36}\)/, '(id)'));
  }
  /** That each step is there, in this order, and nothing between that is not named. */
  async function expectSteps(contact: string, steps: (string | RegExp)[]): Promise<void> {
    expect(await why(contact)).toEqual(steps.map((step) => expect.stringMatching(step)));
  }
  const TURN = [/^turn \d begun$/, /^model openai\/gpt-oss-120b: ok, \d+ ms, \d+ \+ \d+ tokens$/];
  const DELIVERED = [
    /^bubble 1: written \(id\)$/,
    /^bubble 1: send 1 begun$/,
    /^bubble 1: status message_delivered$/,
    /^bubble 1: delivered$/,
  ];
  const delivered = (contact: string): Promise<unknown> =>
    until(async () => (await why(contact)).some((line) => line === 'bubble 1: delivered'));

  describe('of a house with a limit', () => {
    beforeEach(() => open());

    it('shows the turn, each request to the model, who answered, each bubble and each status', async () => {
      await site.text(phone(1), said('how are you'));
      await delivered(phone(1));
      await expectSteps(phone(1), [
        /^received \(message_inbound, accepted\)$/,
        ...TURN,
        /^answered by chip$/,
        /^turn 1 committed: openai\/gpt-oss-120b, \d+ \+ \d+ tokens, \d+ ms, 1 bubble$/,
        ...DELIVERED,
      ]);
    });

    it('names the limit of the day and its end, and what was said about it', async () => {
      for (const n of [1, 2]) {
        await site.text(phone(2), said(`text ${n}`));
        await site.far.sent(phone(2), n);
      }
      await site.text(phone(2), said('one too many'));
      await site.far.sent(phone(2), 3);
      const [received, written, ...more] = await why(phone(2));
      expect(received).toMatch(/^received/);
      expect(written).toBe('notice: written (id)');
      const tomorrow = new Date(Date.now() + 86_400_000).toLocaleDateString('sv-SE', {
        timeZone: 'America/Chicago',
      });
      expect(more.at(-1)).toMatch(
        new RegExp(`^gated: LIMIT_TURNS_PER_DAY was used up, until ${tomorrow} [\\d:]+; not answered$`),
      );
    });

    it('shows a key that is refused, and the answer once it is mended', async () => {
      const refusal = { status: 401, error: { code: 'invalid_api_key', message: 'no' } };
      await site.far.faults({ model: { script: [refusal] } });
      await site.text(phone(3), said('anybody'));
      await site.far.sent(phone(3), 2);
      await until(async () => (await why(phone(3))).some((line) => line === 'bubble 1: delivered'));
      const steps = await why(phone(3));
      const begin = [
        /^received/,
        /^turn 1 begun$/,
        /^model openai\/gpt-oss-120b: rejected \(401\), \d+ ms$/,
        /^turn 1 failed after \d+ ms: LanguageModelError, tried again$/,
        /^notice: written \(id\)$/,
      ];
      expect(steps.slice(0, begin.length)).toEqual(begin.map((step) => expect.stringMatching(step)));
      expect(steps.join('\n')).toMatch(/turn 2 begun\nmodel [^]*ok, [^]*turn 2 committed/);
    });

    it('shows the draft that was thrown away for a newer text with the turn that answers both', async () => {
      await site.far.faults({ model: { script: [{ hangMs: 20_000 }] } });
      await site.text(phone(6), said('first'));
      await until(async () => (await site.far.journal()).model.length > 0);
      await site.text(phone(6), said('second'));
      await site.far.sent(phone(6));
      const { stdout } = await site.run('why', phone(6));
      const turns = stdout.split('\n\n').map((text) => text.replace(/^.*\n/, ''));
      expect(turns).toHaveLength(2);
      for (const turn of turns)
        expect(turn).toMatch(
          /turn 1 begun\n[^]*: aborted, \d+ ms, at most \d+ \+ \d+ tokens\n[^]*: ok, [^]*turn 1 committed/,
        );
    });

    it('shows a reply that was given up, and its redrive', async () => {
      await site.far.faults({ loop: { successFalse: { code: 160, times: 1 } } });
      await site.text(phone(4), said('refuse this'));
      const dead = await until(async () => (await site.json<DeadItem[]>('dead', 'list'))[0]);
      expect((await why(phone(4))).at(-1)).toMatch(/^bubble 1: failed \(loop:160: .+\)$/);
      await site.run('dead', 'redrive', dead.id);
      await delivered(phone(4));
      const steps = (await why(phone(4))).join('\n');
      expect(steps).toMatch(
        /committed[^]*bubble 1: redriven by hand\nbubble 1: send 1 begun[^]*bubble 1: delivered$/,
      );
    });
  });

  it('shows which tool was called with what, and why who answered did', async () => {
    const pages = fileURLToPath(new URL('../knowledge', import.meta.url));
    await open({ TOOLS: 'knowledge', KNOWLEDGE_PATH: pages, SUB_AGENTS: 'onboarding' });
    // The log, which the sweep of all tests looks through, must not have the arguments.
    const query = said('quantum beekeeping');
    await site.far.faults({
      model: { calls: [{ says: 'beekeeping', name: 'knowledge', arguments: { query } }] },
    });
    await site.text(phone(5), said('what about quantum beekeeping'));
    await site.far.sent(phone(5));
    const steps = await why(phone(5));
    const place = steps.findIndex((step) => step.startsWith('tool '));
    expect(steps[place]).toMatch(/^tool knowledge: empty, \d+ ms, \{"query":"/);
    expect(steps[place]).toContain('quantum beekeeping');
    // Between the request that asked for it and the one that was told what it gave.
    expect(steps[place - 1]).toMatch(/^model openai\/gpt-oss-120b: ok/);
    expect(steps[place + 1]).toMatch(/^model openai\/gpt-oss-120b: ok/);
    expect(steps[place + 2]).toMatch(/^answered by chip: \S+, .*chosen in \d+ ms/);
  });
});
