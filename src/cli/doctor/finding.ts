/** One line of the doctor's. */
export interface Finding {
  level: 'ok' | 'warn' | 'fail';
  what: string;
  /** How to mend it. */
  mend?: string;
}

/** What an endpoint was found to be, and what time it is there (epoch ms by its Date header, with when it was read). */
export interface Answered {
  findings: Finding[];
  date: { theirs: number; ours: number } | null;
}

export const ok = (what: string): Finding => ({ level: 'ok', what });
export const warn = (what: string, mend: string): Finding => ({ level: 'warn', what, mend });
export const fail = (what: string, mend: string): Finding => ({ level: 'fail', what, mend });
