import { helpInCrisis } from './crisis.check.ts';
import { noClaimedDeed } from './deed.check.ts';
import { noLabels, noMachineText, noServerNotes, notEmpty, plainTextOnly } from './form.checks.ts';
import { keepsInstructions, staysChip } from './instructions.check.ts';
import { nothingInvented } from './invented.check.ts';
import { rightLanguage } from './language.check.ts';
import { fewBubbles, questions, shortEnough } from './length.checks.ts';
import { avoidsWhatHarms, mentionsWhatMatters } from './mention.checks.ts';
import type { Check, ReplyCase } from './reply.check.ts';
import { admitsNotKnowing, apologises, asksToType, declines } from './stance.checks.ts';

/** In the order in which their feedback is given: what matters most comes first. */
const CHECKS: readonly Check[] = [
  notEmpty,
  helpInCrisis,
  noMachineText,
  keepsInstructions,
  staysChip,
  noClaimedDeed,
  nothingInvented,
  admitsNotKnowing,
  declines,
  asksToType,
  mentionsWhatMatters,
  avoidsWhatHarms,
  rightLanguage,
  apologises,
  questions,
  plainTextOnly,
  noLabels,
  noServerNotes,
  shortEnough,
  fewBubbles,
];

export interface RuleScore {
  /** From 0 to 1: 1 less the cost of every broken rule. */
  readonly score: number;
  /** A sentence for each; empty when all are kept. */
  readonly remarks: readonly string[];
}

/** Measures a reply by all rules. The same reply always gets the same score. */
export function scoreByRules(reply: string, example: ReplyCase): RuleScore {
  if (notEmpty(reply, example)) return { score: 0, remarks: [notEmpty(reply, example)!.feedback] };
  const failures = CHECKS.flatMap((check) => check(reply, example) ?? []);
  const cost = failures.reduce((sum, failure) => sum + failure.cost, 0);
  return { score: Math.max(0, 1 - cost), remarks: failures.map(({ feedback }) => feedback) };
}
