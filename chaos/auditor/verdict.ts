/** P1 to P9 are the promises of docs/architecture.md. `progress`: the run did enough to say anything about them. */
export const CHECKS = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8', 'P9', 'progress'] as const;

export type Check = (typeof CHECKS)[number];

/** Something that is not as promised. Names tokens and ids, never a number or a text. */
export interface Finding {
  check: Check;
  /** What kind it is of; the same word for all of its kind. */
  what: string;
  where: string;
}

export interface Verdict {
  ok: boolean;
  /** Checks that found something. */
  failed: Check[];
  counts: Record<string, number | string | null>;
  /** The first few of each kind. */
  findings: Finding[];
}
