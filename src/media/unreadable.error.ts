/**
 * Why a file that was fetched could not be read:
 * - `unsupported-type`: no model takes it;
 * - `too-large`: more than the model takes;
 * - `no-model`: none is set for this kind of file;
 * - `busy`: the model's limits are used up;
 * - `unavailable`: no answer from the model's provider, or a broken one;
 * - `refused`: the provider does not want the request;
 * - `empty`: nothing was heard or seen;
 * - `budget`: more than the turn may take.
 */
export type UnreadableReason =
  'unsupported-type' | 'too-large' | 'no-model' | 'busy' | 'unavailable' | 'refused' | 'empty' | 'budget';

/** Thrown while a file is read and caught in one place, which makes an answer of it. Holds nothing of the file. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
  readonly reason: UnreadableReason;

  constructor(reason: UnreadableReason) {
    super(`unreadable: ${reason}`);
    this.reason = reason;
  }
}
