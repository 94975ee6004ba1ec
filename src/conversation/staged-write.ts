import type { StagedAsk } from './asks/staged-ask.ts';
import type { StagedCancellation, StagedJob } from './jobs/staged-job.ts';

/**
 * What a tool wants stored with the turn that called it: written in the transaction that commits the reply, so that a turn
 * that fails, restarts or is lost leaves nothing, and one that is committed leaves it once. Its conversation is that of the
 * turn; nothing in it can name another one. A further kind is a further member here and in both stores.
 */
export type StagedWrite = StagedAsk | StagedJob | StagedCancellation;
