import { checkApart } from './apart.ts';
import { checkConsent } from './consent.ts';
import { checkEnded } from './ended.ts';
import type { Evidence } from './evidence.ts';
import { checkProgress, count } from './figures.ts';
import { checkHealed } from './healed.ts';
import { checkOrder } from './in-order.ts';
import { checkLogs } from './logs.ts';
import { checkSentOnce } from './sent-once.ts';
import { checkStored } from './stored.ts';
import { CHECKS, type Finding, type Verdict } from './verdict.ts';
import { checkWhole } from './whole.ts';

const SHOWN_OF_A_KIND = 5;

/** Looks at everything a run has left, and says which promise was broken where. */
export function judge(evidence: Evidence): Verdict {
  const counts = count(evidence);
  const findings = [
    ...checkStored(evidence),
    ...checkEnded(evidence),
    ...checkSentOnce(evidence),
    ...checkOrder(evidence),
    ...checkConsent(evidence),
    ...checkApart(evidence),
    ...checkLogs(evidence),
    ...checkHealed(evidence),
    ...checkWhole(evidence),
    ...checkProgress(evidence, counts),
  ];
  const kinds = Map.groupBy(findings, ({ check, what }) => `${check} ${what}`);
  const of = (...whats: string[]): number => findings.filter(({ what }) => whats.includes(what)).length;
  const { seed, store, scenario, drainedAt, lastFaultAt, backMs, drainDeadlineMs } = evidence.record;
  return {
    ok: findings.length === 0,
    failed: CHECKS.filter((check) => findings.some((finding) => finding.check === check)),
    counts: {
      seed,
      store,
      scenario,
      ...counts,
      lost: of('acknowledged and not stored', 'covered and never answered', 'a text without an end'),
      answeredTwice: of('answered twice'),
      sentTwice: of('sent twice'),
      outOfOrder: of('replies out of order', 'a later text was answered first'),
      afterStop: of('sent after a STOP', 'sent long after a STOP'),
      leaks: of('a number or a text in a log'),
      backMs,
      drainedMs: drainedAt === null ? null : drainedAt - lastFaultAt,
      drainDeadlineMs,
    },
    findings: [...kinds.values()].flatMap(shorten),
  };
}

function shorten(kind: Finding[]): Finding[] {
  const shown = kind.slice(0, SHOWN_OF_A_KIND);
  const first = shown[0];
  const more = kind.length - shown.length;
  return first && more > 0 ? [...shown, { ...first, where: `and ${more} more` }] : shown;
}
