import type { Admission, AdmitInput } from '../../conversation/admission.ts';
import { TimeLimitError } from '../../conversation/time-limit.ts';
import { classifyFailure } from './classify-failure.ts';
import type { RpcClient } from './rpc.client.ts';
import { SupabaseError } from './supabase.error.ts';

/** What the database is told of one event. */
export interface DatabaseAdmitInput extends AdmitInput {
  /** See `comparedWords`. */
  words: string[];
}

type Result = { value: Admission } | { error: string };

interface Waiting {
  input: DatabaseAdmitInput;
  /** When whoever waits has given up, by `performance.now()`. */
  until: number;
  resolve: (admission: Admission) => void;
  reject: (error: unknown) => void;
}

/** Batches under way; what comes meanwhile is the next one, so that batches grow with the load and not before. */
const MOST_BATCHES = 4;
/** A batch holds its conversations until its end. */
const MOST_IN_A_BATCH = 50;
const TRIES = 3;
/** A webhook gets 5 s; what has waited for so long is not worth a request any more. */
const MOST_WAIT_MS = 4500;

/** Stores texts in batches: one request and one transaction for many, as the embedded store has it. */
export class AdmitQueue {
  private readonly client: RpcClient;
  private queue: Waiting[] = [];
  private batches = 0;

  constructor(client: RpcClient) {
    this.client = client;
  }

  /** Rejects with a SupabaseError; the event may have been stored all the same. */
  admit(input: DatabaseAdmitInput): Promise<Admission> {
    // What concerns other conversations than its own would lock them out of order.
    if (input.event.kind !== 'message' || input.consent !== null) return this.admitAlone(input);
    return new Promise((resolve, reject) => {
      this.queue.push({ input, until: performance.now() + MOST_WAIT_MS, resolve, reject });
      this.flush();
    });
  }

  private async admitAlone(input: DatabaseAdmitInput): Promise<Admission> {
    for (let tries = 1; ; tries++) {
      const [result] = await this.send([input]);
      if (result && 'value' in result) return result.value;
      const error = failureOf(result);
      if (!error.transient || tries === TRIES) throw error;
    }
  }

  private flush(): void {
    const now = performance.now();
    for (const { reject } of this.queue.filter(({ until }) => until < now))
      reject(new TimeLimitError('the database has too much to do'));
    this.queue = this.queue.filter(({ until }) => until >= now);
    while (this.queue.length > 0 && this.batches < MOST_BATCHES) {
      const batch = this.queue.splice(0, MOST_IN_A_BATCH);
      this.batches += 1;
      void this.settle(batch).finally(() => {
        this.batches -= 1;
        this.flush();
      });
    }
  }

  /** Never rejects. */
  private async settle(batch: Waiting[]): Promise<void> {
    try {
      const results = await this.send(batch.map(({ input }) => input));
      for (const [place, { input, resolve, reject }] of batch.entries()) {
        const result = results[place];
        if (result && 'value' in result) resolve(result.value);
        else if (failureOf(result).transient) this.admitAlone(input).then(resolve, reject);
        else reject(failureOf(result));
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  private async send(events: DatabaseAdmitInput[]): Promise<Result[]> {
    return (await this.client.call('admit', { events })) as Result[];
  }
}

function failureOf(result: Result | undefined): SupabaseError {
  const code = result && 'error' in result ? result.error : '';
  return new SupabaseError('admit', classifyFailure(400, { code }));
}
