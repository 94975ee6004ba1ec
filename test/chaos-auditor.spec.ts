import { describe, expect, it } from '@jest/globals';
import { judge } from '../chaos/auditor/judge.ts';
import { phone, said } from './support/canary.ts';
import { evidenceOf, soundCase, type Case } from './support/chaos-evidence.ts';

/** What the auditor says about a sound run in which one thing was changed. */
function findingsIn(spoil: (run: Case) => void): string[] {
  const run = structuredClone(soundCase());
  spoil(run);
  return judge(evidenceOf(run)).findings.map(({ check, what }) => `${check} ${what}`);
}

/** Fails where a case has become shorter than a test believes. */
function at<T>(list: T[], index: number): T {
  const item = list.at(index);
  if (item === undefined) throw new Error(`nothing at ${index}`);
  return item;
}

const message = (run: Case, id: string): Case['rows']['messages'][number] =>
  at(
    run.rows.messages.filter(({ external_id: external }) => external === id),
    0,
  );

describe('the auditor of a chaos run', () => {
  it('finds nothing in a run in which all went well', () => {
    expect(findingsIn(() => undefined)).toEqual([]);
  });

  it.each<[finding: string, spoil: (run: Case) => void]>([
    ['P1 acknowledged and not stored', (run) => void run.rows.messages.splice(2, 1)],
    ['P1 stored as something else', (run) => void (message(run, 'g1').body = 'something else')],
    ['P1 status acknowledged and not stored', (run) => void run.rows.events.shift()],
    [
      'P2 stored twice',
      (run) => void run.rows.messages.push({ ...message(run, 'm1'), seq: 99, id: 'again' }),
    ],
    [
      'P2 stored and never said',
      (run) => void run.rows.messages.push({ ...message(run, 'm1'), external_id: 'invented', seq: 99 }),
    ],
    ['P2 a text that is dead', (run) => void (message(run, 'm3').state = 'dead')],
    ['P2 a text that is listened', (run) => void (message(run, 'g2').state = 'listened')],
    ['P2 given up without an opt-out', (run) => void (run.rows.consentChanges = [])],
    ['P2 covered by no turn', (run) => void run.rows.turns.splice(1, 1)],
    ['P2 answered twice', (run) => void run.journal.sends.push({ ...at(run.journal.sends, 0), seq: 999 })],
    [
      'P2 covered and never answered',
      (run) => {
        at(run.rows.outbox, 0).body = at(run.journal.sends, 0).body.text = `Heard: ${said('note c00n0000')}`;
      },
    ],
    ['P2 answered although it is opted-out', (run) => void (message(run, 'm3').state = 'opted-out')],
    ['P3 sent twice', (run) => void run.journal.sends.push({ ...at(run.journal.sends, 1), seq: 999 })],
    ['P3 sent without a row in the outbox', (run) => void delete at(run.journal.sends, 1).body.passthrough],
    ['P3 sent as something else', (run) => void (at(run.rows.outbox, 1).body = 'something else')],
    ['P3 delivered and never sent', (run) => void run.journal.sends.splice(4, 1)],
    [
      'P3 never sent: failed',
      (run) => void (run.journal.sends.pop(), (at(run.rows.outbox, 4).state = 'failed')),
    ],
    ['P3 sent and yet unknown', (run) => void (at(run.rows.outbox, 4).state = 'unknown')],
    [
      'P4 replies out of order',
      (run) => void run.journal.sends.splice(1, 0, ...run.journal.sends.splice(0, 1)),
    ],
    ['P4 turns overlap', (run) => void (at(run.rows.turns, 1).duration_ms = 200)],
    [
      'P4 a later text was answered first',
      (run) => void ((message(run, 'm2').turn_fence = 2), (message(run, 'm3').turn_fence = 1)),
    ],
    ['P5 sent after a STOP', (run) => void (at(run.rows.outbox, 1).sending_at = 20_001)],
    ['P5 sent long after a STOP', (run) => void (at(run.journal.sends, 1).at = 30_000)],
    ['P5 a STOP that was not kept', (run) => void (run.rows.consentChanges = [])],
    ['P5 0 confirmations', (run) => void (at(run.rows.outbox, 2).origin = 'notice:1')],
    ['P6 sent to somebody else', (run) => void (at(run.journal.sends, 1).to = phone(5))],
    [
      'P6 two conversations in one question to the model',
      (run) => void at(run.journal.model, 0).messages.push({ content: said('note c01n0001') }),
    ],
    ['P7 a number or a text in a log', (run) => void (at(run.logs, 0).text += `sent to ${phone(0)}\n`)],
    ['P7 a number or a text in a log', (run) => void (at(run.logs, 0).text += `${said('hello')}\n`)],
    ['P8 not done', (run) => void (run.record.drainedAt = null)],
    ['P8 done too late', (run) => void (run.record.drainedAt = 71_000)],
    ['P8 a text without an end', (run) => void (message(run, 'm3').state = 'unanswered')],
    ['P8 a server that ended by itself', (run) => void (at(run.record.exits, 0).asked = false)],
    ['P9 not a whole reply', (run) => void (at(run.journal.sends, 1).body.text = '{"reply":"c00n0002"}')],
    ['progress too few: kills', (run) => void (run.record.blows = [])],
    ['progress too few: acknowledged', (run) => void run.journal.webhooks.shift()],
  ])('notices: %s', (finding, spoil) => {
    expect(findingsIn(spoil)).toContain(finding);
  });

  it('lets a send pass that was on its way when the STOP was stored', () => {
    const late = (run: Case): void => {
      at(run.rows.outbox, 1).sending_at = 19_999;
      at(run.journal.sends, 1).at = 20_050;
    };
    expect(findingsIn(late)).toEqual([]);
  });

  it('lets the confirmation of a STOP overtake what was on its way, and nothing else', () => {
    const overtaken = (sendingAt: number) => (run: Case) => {
      at(run.rows.outbox, 1).sending_at = sendingAt;
      const [late] = run.journal.sends.splice(1, 1);
      if (late) run.journal.sends.splice(2, 0, { ...late, at: 20_050 });
    };
    expect(findingsIn(overtaken(19_999))).toEqual([]);
    expect(findingsIn(overtaken(20_001))).toContain('P4 replies out of order');
  });

  it('counts a reply that was given up after two sends without an outcome, and calls it no loss', () => {
    const run = soundCase();
    run.journal.sends.splice(4, 1);
    Object.assign(at(run.rows.outbox, 4), { state: 'dead', error_code: 'outcome-unknown-twice' });
    const { ok, counts } = judge(evidenceOf(run));
    expect([ok, counts.givenUp]).toEqual([true, 1]);
  });

  it('names no number and no text in what it finds', () => {
    const run = soundCase();
    run.rows.messages = [];
    run.journal.sends = run.journal.sends.map((send) => ({ ...send, to: phone(7) }));
    const { findings } = judge(evidenceOf(run));
    expect(findings.length).toBeGreaterThan(5);
    expect(JSON.stringify(findings)).not.toMatch(/\+1205|canary/);
  });
});
