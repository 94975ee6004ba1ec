import type { Turn } from '../../dspy/fields.ts';
import type { Expectations } from './expectations.ts';

/** What a reply is measured against. */
export interface ReplyCase {
  readonly user_message: string;
  readonly history: readonly Turn[];
  readonly expect: Expectations;
  /** What the model was told. A reply must not repeat it. */
  readonly instructions: string;
}

export interface Failure {
  /** What is wrong in this reply, and how an instruction would put it; one sentence. */
  readonly feedback: string;
  /** Taken off a full score of 1; one of {@link COST}, or a share of it. */
  readonly cost: number;
}

/** One rule; gives nothing when the reply keeps it. */
export type Check = (reply: string, example: ReplyCase) => Failure | undefined;

/** What a broken rule costs. Several add up, and no score is below 0. */
export const COST = {
  /** The reply does harm, or cannot be sent at all. */
  fatal: 1,
  /** It misleads somebody. */
  grave: 0.5,
  /** It is worse than it should be. */
  plain: 0.25,
  /** It could be nicer. */
  slight: 0.1,
} as const;

/** What a member could have read or written already. Facts in it are not made up. */
export function givenText({ user_message, history, expect }: ReplyCase): string {
  const earlier = history.map(({ content }) => content);
  return [...earlier, user_message, ...(expect.may_mention ?? [])].join('\n');
}
