import type { ChipConfig } from '../config/chip.config.ts';
import type { SendOutcome } from '../conversation/messaging.adapter.ts';
import type { CodeClass, CodeTable } from './code.table.ts';
import { LEGACY_WEBHOOK_CODES } from './codes.legacy-webhook.ts';
import { LEGACY_CODES } from './codes.legacy.ts';
import { V1_CODES } from './codes.v1.ts';

export type Generation = ChipConfig['LOOP_API_GENERATION'];

/** Loop lets one text in two minutes through to somebody who has not written lately. */
const PACE_MS = 120_000;
/** Loop asks for a long pause and gives no number. */
export const LATE_MS = 600_000;
/** "After a short delay", says Loop of what a status reports as failed inside it. */
const SOON_MS = 30_000;

/** The same number means different things in the answers to sends (500: opted out, or our account suspended). */
const SENDS: Readonly<Record<Generation, CodeTable>> = { v1: V1_CODES, legacy: LEGACY_CODES };
/** Of webhooks and message statuses; v1 numbers them as it does its answers. */
const REPORTS: Readonly<Record<Generation, CodeTable>> = { v1: V1_CODES, legacy: LEGACY_WEBHOOK_CODES };

/** A code that is in no table, or none at all, is about the text or the contact: asking again gets the same answer. */
export function classOfSendCode(generation: Generation, code: number | undefined): CodeClass {
  return classIn(SENDS[generation], code);
}

export function classOfReportedCode(generation: Generation, code: number | undefined): CodeClass {
  return classIn(REPORTS[generation], code);
}

/** The code under which we write it down: legacy's two numberings must not look alike. */
export function reportedCode(generation: Generation, code: number | string): string {
  return generation === 'legacy' ? `loop-webhook:${code}` : `loop:${code}`;
}

/** Our words for a code as it is written down, for the log. */
export function labelOf(generation: Generation, code: string): string | undefined {
  const [space, number] = code.split(':');
  const tables: Record<string, CodeTable> = { loop: SENDS[generation], 'loop-webhook': LEGACY_WEBHOOK_CODES };
  return tables[space ?? '']?.get(Number(number))?.[1];
}

/** What a send came to that was answered with a code of this class. */
export function outcomeOfClass(is: CodeClass, code: string, providerId?: string): SendOutcome {
  switch (is) {
    case 'retry':
      return { kind: 'later', code };
    case 'retry-late':
      return { kind: 'later', code, retryAfterMs: LATE_MS, contactOnly: true };
    case 'pace':
      return { kind: 'later', code, retryAfterMs: PACE_MS, contactOnly: true };
    case 'refuse':
    case 'write-first':
      return { kind: 'refused', code };
    case 'opted-out':
      return { kind: 'refused', code, optedOut: true };
    case 'halt':
      return { kind: 'halted', code };
    case 'unsure':
      return { kind: 'unknown', code, providerId };
    default:
      return is satisfies never;
  }
}

/**
 * How long to wait before a text is sent again that a status has reported as failed; undefined: the failure is final.
 * Only where Loop says that nothing has arrived: a code of the account has been met by the sends already.
 */
export function retryAfterReport(is: CodeClass): number | undefined {
  switch (is) {
    case 'retry':
      return SOON_MS;
    case 'retry-late':
      return LATE_MS;
    case 'pace':
      return PACE_MS;
    case 'refuse':
    case 'write-first':
    case 'opted-out':
    case 'halt':
    case 'unsure':
      return undefined;
    default:
      return is satisfies never;
  }
}

function classIn(table: CodeTable, code: number | undefined): CodeClass {
  return (code !== undefined && table.get(code)?.[0]) || 'refuse';
}
