/** What a run leaves in its folder for the auditor, beside the database, the emulator's journal and the logs. */
export interface RunRecord {
  seed: number;
  store: string;
  scenario: string;
  conversations: Conversation[];
  written: Text[];
  blows: Blow[];
  exits: Exit[];
  /** What a run of this kind must at least have done to mean anything. */
  expected: Expectation;
  /** Epoch ms: nothing was wrong any more, all had been said, and every server answered again. */
  lastFaultAt: number;
  /** How long it took the servers to answer again. */
  backMs: number;
  /** Null: there was still something to do when the run was given up. */
  drainedAt: number | null;
  drainDeadlineMs: number;
}

export interface Conversation {
  /** Begins every token that is said in it. */
  name: string;
  kind: 'person' | 'group';
  /** Where its replies have to go: a number or a group's id. */
  to: string;
  members: string[];
}

export interface Text {
  /** Loop's message id. */
  id: string;
  conversation: string;
  /** `text` asks for an answer, `talk` is said in a group to somebody else. */
  kind: 'text' | 'talk' | 'stop' | 'start';
  contact: string;
  /** What can be recognised in a reply; words of consent have none. */
  token: string | null;
  text: string;
}

/** Something that was done to a process or to the store. */
export interface Blow {
  /** Epoch ms. */
  at: number;
  kind: string;
  replica?: number;
  ms?: number;
}

/** The end of a server; unless `asked`, nobody has done it to it. */
export interface Exit {
  at: number;
  replica: number;
  code: number | null;
  signal: string | null;
  asked: boolean;
}

/** The least of each that must have happened. A figure that is missing is not asked for. */
export type Expectation = Partial<Record<Figure, number>>;

export type Figure =
  | 'acknowledged'
  | 'answered'
  | 'kills'
  | 'pauses'
  | 'restarts'
  | 'databaseStops'
  | 'lostAnswers'
  | 'droppedRequests'
  | 'loopErrors'
  | 'modelFailures'
  | 'webhookCopies'
  | 'webhookRetries'
  | 'optOuts'
  | 'groupReplies';

export const RECORD_FILE = 'run.json';
export const JOURNAL_FILE = 'journal.json';
export const DATABASE_FILE = 'chip.db';
/** The tables, where they are in no file of their own. */
export const ROWS_FILE = 'rows.json';
