import { Evidence } from '../../chaos/auditor/evidence.ts';
import type { Journal, SendEntry } from '../../chaos/auditor/journal.ts';
import type { OutboxRow, Rows } from '../../chaos/auditor/rows.ts';
import type { RunRecord, Text } from '../../chaos/record.ts';
import { phone, said } from './canary.ts';

const GROUP = 'group-c01';
const KEYS = { c00: 'loop:person', c01: 'loop:group' };

/** Everything that a small run without a fault has left: texts in a person's conversation with a STOP, and in a group. */
export interface Case {
  record: RunRecord;
  rows: Rows;
  journal: Journal;
  logs: { file: string; text: string }[];
}

function text(id: string, kind: Text['kind'], conversation: 'c00' | 'c01', token: string | null): Text {
  return {
    id,
    kind,
    conversation,
    token,
    contact: phone(conversation === 'c00' ? 0 : 90),
    text: token ? said(`note ${token}`) : kind.toUpperCase(),
  };
}

const WRITTEN: Text[] = [
  text('m1', 'text', 'c00', 'c00n0000'),
  text('m2', 'text', 'c00', 'c00n0001'),
  text('m3', 'text', 'c00', 'c00n0002'),
  text('m4', 'stop', 'c00', null),
  text('m5', 'text', 'c00', 'c00n0004'),
  text('m6', 'start', 'c00', null),
  text('g1', 'talk', 'c01', 'c01n0000'),
  text('g2', 'text', 'c01', 'c01n0001'),
];

/** State, turn and time of each of them, in the order in which they were stored. */
const ENDS: [state: string, fence: number | null, at: number][] = [
  ['covered', 1, 100],
  ['covered', 1, 110],
  ['covered', 2, 200],
  ['opted-out', null, 20_000],
  ['opted-out', null, 30_000],
  ['covered', null, 40_000],
  ['listened', 1, 100],
  ['covered', 1, 110],
];

const row = (
  seq: number,
  conversation: 'c00' | 'c01',
  origin: string,
  body: string,
  at: number,
): OutboxRow => ({
  seq,
  id: `row-${seq}`,
  conversation_id: KEYS[conversation],
  target: conversation === 'c00' ? phone(0) : GROUP,
  body,
  origin,
  state: 'delivered',
  attempts: 1,
  resends: 0,
  sending_at: at,
  error_code: null,
});

const sendOf = ({ seq, id, target, body, sending_at: at }: OutboxRow): SendEntry => ({
  seq: 100 + seq,
  at: (at ?? 0) + 5,
  to: target,
  body: { text: body, passthrough: JSON.stringify({ chip: id }) },
  outcome: 'accepted',
  answer: 'sent',
});

const answered = (
  event: string,
  id: string,
  webhookId: string,
  time: number,
  seq: number,
): Journal['webhooks'][number] => ({
  event,
  seq,
  at: time,
  ms: 3,
  webhook_id: webhookId,
  message_id: id,
  copy: 1,
  attempt: 1,
  http_status: 200,
});

/** A run in which all went well, to be spoilt in one thing. */
export function soundCase(): Case {
  const outbox = [
    row(1, 'c00', 'turn:1', `Heard: ${said('note c00n0000')}\n${said('note c00n0001')}`, 300),
    row(2, 'c00', 'turn:2', `Heard: ${said('note c00n0002')}`, 400),
    row(3, 'c00', 'consent:id-m4', 'You are opted out.', 20_100),
    row(4, 'c00', 'consent:id-m6', 'You are back.', 40_100),
    row(5, 'c01', 'turn:1', `Heard: ${said('note c01n0001')}`, 300),
  ];
  const turn = (conversation: 'c00' | 'c01', fence: number, at: number): Rows['turns'][number] => ({
    conversation_id: KEYS[conversation],
    fence,
    duration_ms: 50,
    created_at: at,
  });
  const person = { target: phone(0), source: 'person' };
  return {
    record: {
      seed: 1,
      store: 'sqlite',
      scenario: 'storm',
      conversations: [
        { name: 'c00', kind: 'person', to: phone(0), members: [phone(0)] },
        { name: 'c01', kind: 'group', to: GROUP, members: [phone(90)] },
      ],
      written: WRITTEN,
      blows: [{ at: 1000, kind: 'kill', replica: 0 }],
      exits: [{ at: 1000, replica: 0, code: null, signal: 'SIGKILL', asked: true }],
      expected: { acknowledged: WRITTEN.length, kills: 1 },
      lastFaultAt: 50_000,
      backMs: 0,
      drainedAt: 51_000,
      drainDeadlineMs: 20_000,
    },
    rows: {
      conversations: [
        { conversation_id: KEYS.c00, kind: 'person', target: phone(0) },
        { conversation_id: KEYS.c01, kind: 'group', target: GROUP },
      ],
      messages: WRITTEN.map(({ id, conversation, text: body }, index) => {
        const [state, fence, at] = ENDS[index] ?? ['covered', null, 0];
        const key = KEYS[conversation as 'c00' | 'c01'];
        const ids = { seq: index + 1, id: `id-${id}`, external_id: id, conversation_id: key };
        return { ...ids, direction: 'in', body, state, turn_fence: fence, created_at: at };
      }),
      turns: [turn('c00', 1, 250), turn('c00', 2, 350), turn('c01', 1, 250)],
      outbox,
      events: [
        { event_class: 'delivery:delivered', external_id: 'p1', webhook_id: 'w1' },
        ...WRITTEN.map(({ id }) => ({ event_class: 'message', external_id: id, webhook_id: `w-${id}` })),
      ],
      consentChanges: [
        { ...person, change: 'opt-out', message_id: 'id-m4', changed_at: 20_000 },
        { ...person, change: 'opt-in', message_id: 'id-m6', changed_at: 40_000 },
      ],
    },
    journal: {
      sends: outbox.map(sendOf),
      webhooks: [
        ...WRITTEN.map(({ id }, index) =>
          answered('message_inbound', id, `w-${id}`, (ENDS[index]?.[2] ?? 0) + 3, index),
        ),
        answered('message_delivered', 'p1', 'w1', 500, 50),
      ],
      model: [
        { messages: [{ content: 'Be Chip.' }, { content: said('note c00n0000') }], outcome: 'ok' },
        { messages: [{ content: said('note c01n0001') }], outcome: 'ok' },
      ],
    },
    logs: [{ file: 'replica-0.log', text: '{"level":"info","msg":"listening"}\n' }],
  };
}

export const evidenceOf = ({ record, rows, journal, logs }: Case): Evidence =>
  new Evidence(record, rows, journal, logs);
