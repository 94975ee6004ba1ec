import { listJobs, scheduleJob } from './add-jobs.ts';
import { admit } from './admit.ts';
import { answerAsk, endAsk, lastAskNumber } from './asks.ts';
import { claimJob } from './claim-job.ts';
import { alarmTold, claimEndedAlarm, raiseAlarm, sendNotice } from './alarms.ts';
import { readBacklog } from './backlog.ts';
import { claimCatchUp, endCatchUp } from './catch-up.ts';
import { claimSend } from './claim-send.ts';
import { claimTurn, refreshTurn } from './claim-turn.ts';
import type { Database } from './database.ts';
import { readDigest } from './digest.ts';
import { endJob } from './end-job.ts';
import { commitTurn, failTurn } from './end-turn.ts';
import { OPERATOR_OPERATIONS } from './operator/operations.ts';
import { recordSend } from './record-send.ts';
import { saveSummary } from './save-summary.ts';
import { listToolCalls } from './tool-calls.ts';
import { firstTextOf, listRecentMessages, readOutcome } from './queries.ts';
import { settleTurn } from './usage.ts';

/** Everything the worker can be asked to do. Synchronous: one operation is one savepoint. */
export const OPERATIONS = {
  ...OPERATOR_OPERATIONS,
  admit,
  claimTurn,
  refreshTurn,
  commitTurn,
  failTurn,
  saveSummary,
  claimSend,
  recordSend,
  lastAskNumber,
  answerAsk,
  endAsk,
  listToolCalls,
  scheduleJob,
  claimJob,
  endJob,
  listJobs,
  listRecentMessages,
  readOutcome,
  readBacklog,
  settleTurn,
  raiseAlarm,
  claimEndedAlarm,
  alarmTold,
  sendNotice,
  firstTextOf,
  readDigest,
  claimCatchUp,
  endCatchUp,
  ping: (db: Database): void => void db.get('SELECT count(*) FROM sqlite_schema'),
};

export type Operations = typeof OPERATIONS;
export type OperationName = keyof Operations;

/** The arguments of an operation, without the database. */
export type OperationInput<Name extends OperationName> =
  Parameters<Operations[Name]> extends [Database, ...infer Rest] ? Rest : never;

/** Asks the database thread for one of them. */
export type Call = <Name extends OperationName>(
  op: Name,
  ...args: OperationInput<Name>
) => Promise<ReturnType<Operations[Name]>>;
