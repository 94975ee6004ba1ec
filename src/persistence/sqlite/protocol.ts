/** What passes between the main thread and the database thread: one batch each way, in order. */
export interface Request {
  op: string;
  args: unknown[];
}

export type Result = { value: unknown } | { error: string };

export type WorkerMessage =
  | { kind: 'opened' }
  | { kind: 'refused'; error: string }
  | { kind: 'results'; results: Result[] }
  /** The disk did not keep its promise; what is durable is not known any more. */
  | { kind: 'fatal'; error: string };
