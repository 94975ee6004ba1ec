/**
 * How often each candidate stands on the Pareto front: on how many examples none beats it, for those candidates that
 * are needed to hold the front. A candidate that is second to none on one example alone gets its chance that way, where
 * choosing by the mean would forget what it can do.
 *
 * A candidate is not needed when others, with a better mean, stand beside it on each of its examples.
 *
 * @param scores - of each candidate, by example
 * @returns a weight for each candidate, 0 for those off the front
 */
export function frontWeights(scores: readonly (readonly number[])[]): number[] {
  const fronts = (scores[0] ?? []).map((_, example) => {
    const best = Math.max(...scores.map((row) => row[example]!));
    return new Set(scores.flatMap((row, candidate) => (row[example] === best ? [candidate] : [])));
  });
  const sums = scores.map((row) => row.reduce((sum, score) => sum + score, 0));
  const weakestFirst = [...scores.keys()].sort((a, b) => sums[a]! - sums[b]! || b - a);
  for (const candidate of weakestFirst) {
    const standsOn = fronts.filter((front) => front.has(candidate));
    if (standsOn.some((front) => front.size === 1)) continue;
    for (const front of standsOn) front.delete(candidate);
  }
  return scores.map((_, candidate) => fronts.filter((front) => front.has(candidate)).length);
}
