import { randomUUID } from 'node:crypto';
import type { Admission } from '../../src/conversation/admission.ts';
import type { ConversationRef, InboundMessage } from '../../src/conversation/channel-event.ts';
import type { Chat } from '../contract/chat.ts';
import { JobPlayer, newJob } from '../contract/job.player.ts';
import { CHANNEL, delivery, greeting, GROUP, message, NOWHERE } from '../contract/people-and-events.ts';
import { phone, said } from './canary.ts';

export const person = (n: number): ConversationRef => ({
  key: `person:${phone(n)}`,
  kind: 'person',
  target: phone(n),
  externalId: phone(n),
});

/** Who is who in a store that `liveIn` has filled. */
export const ANSWERED = person(20);
export const OPTED_OUT = person(21);
export const FORGOTTEN = person(22);
export const WITH_PLANS = person(23);
export const WAITING = person(24);
export const PAUSED = person(25);
export const SENDING = person(26);
const FAILING = person(27);

export interface LivedIn {
  /** Admitted before; to be known when it comes again. */
  known: InboundMessage;
  /** Texts that nobody has answered yet. */
  waiting: Admission[];
  /** conversationId of who has an open reminder and an open ask. */
  plans: string;
  /** A text that was forgotten; to be known when it comes again. */
  forgotten: InboundMessage;
}

const LIMITS = {
  turnsPerMinute: 0,
  turnsPerDay: 0,
  tokensPerDay: 0,
  installation: { tokensPerDay: 0, microUsdPerDay: 0 },
  reserve: { tokens: 100, microUsd: 10 },
  economyFrom: 0.8,
  notices: { minute: 'm', day: 'd', installation: 'i' },
  outboxTtlMs: 60_000,
};

/** Numbers and names that databases write in different ways. */
const ODD = {
  é: 1e-7,
  b: 1.5e21,
  aa: [-0, 0.1, 1e300, null, true],
  'a b': { '"': '\\ \u2028 \u0001 😀' },
  c: {},
};

/** Fills a store with a row of each kind, through the port: what was said, what is open, what was asked to stop. */
export async function liveIn(chat: Chat): Promise<LivedIn> {
  const from = (who: ConversationRef, text: string, over: Partial<InboundMessage> = {}) =>
    message({ text, conversation: who, author: who.target, ...over });
  const attachment = { kind: 'image', url: 'https://example.com/a.png' };
  const known = from(ANSWERED, said('first'), { attachments: [attachment] as never, spoken: true });
  await chat.admit(known, { raw: ODD });
  await chat.admit(known);
  const heard = await chat.turn({ limits: LIMITS });
  const readings = heard.messages.map(({ id }) => ({ messageId: id, heard: '[Picture: A door.]' }));
  const calls = [{ tool: 'knowledge', outcome: 'empty' as const, arguments: '{"query":"a"}', ms: 3.4 }];
  await chat.commit(heard, [said('to first'), 'and more'], { readings: readings as never, calls });
  await chat.sendAll();
  await chat.store.saveSummary({
    conversationId: heard.conversationId,
    fence: heard.fence,
    promptTokens: 7,
    completionTokens: 3,
    throughMessageId: heard.messages[0]?.id ?? '',
    text: 'They spoke of a door.',
  });

  const forgotten = from(FORGOTTEN, said('a secret'));
  await chat.admit(forgotten);
  await chat.commit(await chat.turn(), ['heard']);
  for (const who of [OPTED_OUT, FORGOTTEN]) await chat.text('stop', who);
  await chat.sendAll();
  await chat.store.operator.forget(FORGOTTEN.target ?? '');

  // They were out once: no reminder of theirs may end because of that.
  for (const word of ['stop', 'start']) await chat.text(word, WITH_PLANS);
  await chat.text('remind me', WITH_PLANS);
  const plans = await chat.turn();
  const ask = {
    tool: 'post',
    arguments: '{"text":"hi"}',
    summary: 'post "hi"',
    asker: WITH_PLANS.target ?? '',
  };
  await chat.commit(plans, ['Shall I?'], {
    staged: [
      { kind: 'job', job: newJob({ dueAt: Date.now() + 1500, payload: { text: 'bread', weight: 0.1 } }) },
      { kind: 'ask', number: 1, ttlMs: 3_600_000, ...ask },
    ],
  });
  await chat.sendAll();
  await new JobPlayer(chat).schedule({
    kind: 'sweep',
    key: 'sweep',
    repeats: true,
    dueAt: Date.now() + 3.6e6,
  });

  await chat.admit(greeting({ webhookId: 'welcome' }));
  await chat.text('to nobody', NOWHERE);
  await chat.commit(await chat.turn(), ['kept']);
  const listened = { group: { policy: 'addressed', addressed: false } } as const;
  await chat.admit(message({ text: 'among us', conversation: GROUP, author: phone(28) }), listened);
  await chat.sendAll();
  await chat.admit(delivery('delivered', { externalId: 'early', correlationId: 'nobody' }));

  await chat.text('broken', FAILING);
  await chat.fail(await chat.turn(), { deadAfterMs: 0, notice: null });
  await chat.store.watch.raiseAlarm({ kind: 'backlog', claimId: 'c', repeatMs: 60_000, leaseMs: 30_000 });
  const catchUp = { channel: CHANNEL, leaseMs: 30_000, periodMs: 0 };
  for (const claimId of ['c1', 'c2']) await chat.store.catchUps.claimCatchUp({ ...catchUp, claimId });

  // One of two bubbles was on its way when the server stopped, and a turn had begun.
  await chat.converse('hi', [said('one'), said('two')], SENDING, 3_600_000);
  await chat.send();
  await chat.text('are you there?', PAUSED);
  const { conversationId: paused } = await chat.turn();
  await chat.store.operator.pause(paused);
  const waiting = [await chat.text(said('open 1'), WAITING), await chat.text(said('open 2'), WAITING)];
  await chat.turn({ claimId: randomUUID(), leaseMs: 3_600_000 });
  return { known, waiting, plans: plans.conversationId, forgotten };
}
