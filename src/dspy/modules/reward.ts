export interface Judgement {
  /** The more the better. */
  readonly score: number;
  /** In words: what was wrong. */
  readonly feedback?: string;
}

/** Says how good a result is; a number alone will do. */
export type Reward<Input, Result> = (
  input: Input,
  result: Result,
) => number | Judgement | Promise<number | Judgement>;

export async function judge<Input, Result>(
  reward: Reward<Input, Result>,
  input: Input,
  result: Result,
): Promise<Judgement> {
  const judged = await reward(input, result);
  return typeof judged === 'number' ? { score: judged } : judged;
}
