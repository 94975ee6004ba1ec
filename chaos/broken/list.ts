import { fileURLToPath } from 'node:url';
import type { LoopOdds } from '../../emulator/odds.ts';
import type { Check } from '../auditor/verdict.ts';

interface Broken {
  /** The promise whose check has to catch it. */
  breaks: Check;
  /** What has to go wrong often for it to show, beside what does anyway. */
  odds?: LoopOdds;
}

/** Deliberately broken builds. */
export const BROKEN = {
  'ack-before-commit': { breaks: 'P1' },
  'swallowed-message': { breaks: 'P2' },
  'no-dedupe': { breaks: 'P2' },
  'resend-without-grace': { breaks: 'P3', odds: { loseAnswer: 0.5, lookup: 1 } },
  'no-fence': { breaks: 'P4' },
  'swapped-order': { breaks: 'P4' },
  'no-opt-out-check': { breaks: 'P5' },
  'crossed-recipients': { breaks: 'P6' },
  'talkative-log': { breaks: 'P7' },
  'endless-grace': { breaks: 'P8', odds: { dropRequest: 0.5, lookup: 1 } },
  'raw-reply': { breaks: 'P9' },
} as const satisfies Record<string, Broken>;

export type BreakName = keyof typeof BROKEN;

export const brokenBuild = (name: BreakName): Broken & { entry: string } => ({
  ...BROKEN[name],
  entry: fileURLToPath(new URL(`${name}.ts`, import.meta.url)),
});
