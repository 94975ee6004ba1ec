import { describe, expect, it } from '@jest/globals';
import { outcomeOf } from '../src/loop/send.answer.ts';
import { outcomeOfStatus } from '../src/loop/send.status.ts';
import { API_FILES, bytesOf } from './support/loop-samples.ts';

const generationOf = (file: string) => (file.includes('legacy') ? 'legacy' : 'v1');
const sent = (providerId: string) => ({ kind: 'sent', providerId });

describe('an answer of the send API', () => {
  const cases: [file: string, outcome: object][] = [
    ['api-v1-send-200.json', sent('1a2b3c4d-41a2-40a2-a46e-5ab00013933e')],
    ['api-v1-send-200-beta.json', sent('1a2b3c4d-41a3-40a3-a475-5ab00013b22d')],
    ['api-v1-send-group-200.json', sent('1a2b3c4d-41a4-40a4-a47c-5ab00013d11c')],
    // Our sender is not active: nothing goes out until somebody pays or orders it.
    ['api-v1-send-200-success-false.json', { kind: 'halted', code: 'loop:240' }],
    ['api-v1-send-400.json', { kind: 'refused', code: 'loop:180' }],
    ['api-v1-send-400-opted-out.json', { kind: 'refused', code: 'loop:500', optedOut: true }],
    // No requests left, said without a code.
    ['api-v1-send-402.json', { kind: 'halted', code: 'http:402' }],
    ['api-legacy-send-200.json', sent('2b3c4d5e-41a9-40a9-a49f-5ab000146bc7')],
    ['api-legacy-send-group-200.json', sent('2b3c4d5e-41aa-40aa-a4a6-5ab000148ab6')],
    ['api-legacy-send-400.json', { kind: 'halted', code: 'loop:210' }],
    ['api-legacy-send-402.json', { kind: 'halted', code: 'loop:400' }],
  ];

  it.each(cases)('means what it should: %s', (file, outcome) => {
    const status = Number(/-(\d{3})\b/.exec(file)?.[1]);
    const answer = { status, body: bytesOf(file).toString(), retryAfter: undefined };
    expect(outcomeOf(generationOf(file), answer)).toEqual(outcome);
  });

  it('is looked at in every sample of one', () => {
    const files = cases.map(([file]) => file);
    expect(API_FILES.filter((file) => file.includes('-send-')).sort()).toEqual([...files].sort());
  });
});

describe('an answer of the status API', () => {
  const of = (file: string, at: number) =>
    outcomeOfStatus(generationOf(file), bytesOf(file).toString(), { at, providerId: 'm1' });

  it('with a delivered message means that it was sent', () => {
    expect(of('api-v1-status-delivered.json', Date.now())).toEqual(sent('m1'));
  });

  it('with one that came back as not delivered means to wait before it goes out again', () => {
    const file = 'api-v1-status-failed.json';
    expect(of(file, Date.now())).toMatchObject({ kind: 'later', code: 'loop:1020' });
    expect(of(file, 0)).toBeUndefined();
  });

  it('with one that was given up in time means that it may go out again', () => {
    expect(of('api-legacy-status.json', Date.now())).toBeUndefined();
  });
});
