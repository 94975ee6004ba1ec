import { afterEach, beforeEach, describe } from '@jest/globals';
import type { ConversationStore } from '../../src/conversation/conversation.store.ts';
import { Chat } from './chat.ts';
import { describeAdmission } from './store-admission.ts';
import { describeAsks } from './store-asks.ts';
import { describeAlarms } from './store-alarms.ts';
import { describeBacklog } from './store-backlog.ts';
import { describeBotLoops } from './store-bot-loops.ts';
import { describeCatchUp } from './store-catch-up.ts';
import { describeChannelOptOuts } from './store-channel-opt-outs.ts';
import { describeCommits } from './store-commits.ts';
import { describeConsent } from './store-consent.ts';
import { describeCustody } from './store-custody.ts';
import { describeDigest } from './store-digest.ts';
import { describeFailingTurns } from './store-failing-turns.ts';
import { describeForms } from './store-forms.ts';
import { describeGreetings } from './store-greetings.ts';
import { describeGroups } from './store-groups.ts';
import { describeJobConsent } from './store-job-consent.ts';
import { describeJobs } from './store-jobs.ts';
import { describeHolds } from './store-holds.ts';
import { describeLimits } from './store-limits.ts';
import { describeLostSends } from './store-lost-sends.ts';
import { describeOperator } from './store-operator.ts';
import { describeOptOutSends } from './store-opt-out-sends.ts';
import { describePacing } from './store-pacing.ts';
import { describeReadings } from './store-readings.ts';
import { describeReads } from './store-reads.ts';
import { describeRepeatingJobs } from './store-repeating-jobs.ts';
import { describeScheduling } from './store-scheduling.ts';
import { describeSendOutcomes } from './store-send-outcomes.ts';
import { describeSends } from './store-sends.ts';
import { describeStatuses } from './store-statuses.ts';
import { describeSummaries } from './store-summaries.ts';
import { describeToolCalls } from './store-tool-calls.ts';
import { describeTrail } from './store-trail.ts';
import { describeTurns } from './store-turns.ts';

/** A store that is open and empty, used by nobody else. */
export type OpenStore = () => Promise<{ store: ConversationStore; cleanUp?: () => Promise<void> | void }>;

/**
 * What every implementation of `ConversationStore` has to do, asked through its port alone. Times are real and short:
 * tests wait for what they expect and compare clocks, they do not sleep.
 */
export function describeConversationStore(name: string, openStore: OpenStore): void {
  describe(`the conversation store: ${name}`, () => {
    let opened: Awaited<ReturnType<OpenStore>>;
    let chat: Chat;
    beforeEach(async () => {
      opened = await openStore();
      chat = new Chat(opened.store);
    });
    afterEach(async () => {
      await opened.store.close();
      await opened.cleanUp?.();
    });

    const current = (): Chat => chat;
    describe('admits events', () => describeAdmission(current));
    describe('tells what was sent from nothing', () => describeForms(current));
    describe('welcomes', () => describeGreetings(current));
    describe('listens in groups', () => describeGroups(current));
    describe('stops machines that answer', () => describeBotLoops(current));
    describe('keeps to consent', () => describeConsent(current));
    describe('schedules turns', () => describeScheduling(current));
    describe('claims turns', () => describeTurns(current));
    describe('commits turns', () => describeCommits(current));
    describe('remembers what was found in files', () => describeReadings(current));
    describe('keeps a summary', () => describeSummaries(current));
    describe('keeps what tools were called', () => describeToolCalls(current));
    describe('keeps what waits for a yes', () => describeAsks(current));
    describe('survives failing turns', () => describeFailingTurns(current));
    describe('believes a channel that somebody has opted out', () => describeChannelOptOuts(current));
    describe('sends in order', () => describeSends(current));
    describe('keeps the pace of a channel', () => describePacing(current));
    describe('writes down what a send came to', () => describeSendOutcomes(current));
    describe('survives senders that stop or speak twice', () => describeLostSends(current));
    describe('stops sending at an opt-out', () => describeOptOutSends(current));
    describe('believes status webhooks', () => describeStatuses(current));
    describe('keeps jobs', () => describeJobs(current));
    describe('keeps jobs that repeat', () => describeRepeatingJobs(current));
    describe('keeps to consent in jobs', () => describeJobConsent(current));
    describe('catches up on what was missed', () => describeCatchUp(current));
    describe('shows what it has', () => describeReads(current));
    describe('is asked and told by hand', () => describeOperator(current));
    describe('tells why', () => describeTrail(current));
    describe('hands out and removes', () => describeCustody(current));
    describe('is held back by hand', () => describeHolds(current));
    describe('counts what is not done', () => describeBacklog(current));
    describe('keeps to limits', () => describeLimits(current));
    describe('counts a week', () => describeDigest(current));
    describe('keeps alarms', () => describeAlarms(current));
  });
}
