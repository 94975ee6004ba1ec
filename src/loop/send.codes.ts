import type { ChipConfig } from '../config/chip.config.ts';
import type { SendOutcome } from '../conversation/messaging.adapter.ts';

export type Generation = ChipConfig['LOOP_API_GENERATION'];

type Remedy = Exclude<SendOutcome['kind'], 'sent'>;

/** Not about this text or this person: our keys, our sender, our bill, a limit, or trouble inside Loop. */
const LATER_IN_BOTH = [110, 220, 230, 240];

/**
 * The codes of refusals that are not final. The same number means different things in the two generations (500 is an
 * opted-out contact in v1 and a suspended account in legacy), hence two tables. What is in neither is about the text
 * or the person and stays refused: asking again would get the same answer.
 *
 * Sources: https://docs.loopmessage.com/imessage-conversation-api/error-codes (v1) and
 * https://docs-legacy.loopmessage.com/imessage-conversation-api/send-message (legacy).
 */
const NOT_FINAL: Readonly<Record<Generation, ReadonlyMap<number, Remedy>>> = {
  v1: tableOf(
    // 130, 210-270: key and sender; 300-330: account; 540, 550: pace and plan; 1000, 1010: their trouble.
    [...LATER_IN_BOTH, 130, 210, 250, 260, 270, 300, 310, 320, 330, 540, 550, 1000, 1010],
    // Sent without a confirmation: it may have arrived.
    [1030],
  ),
  legacy: tableOf(
    // 125, 130: keys; 210, 300, 540-550: sender; 330: pace; 400, 530: bill; 500, 510: account.
    [...LATER_IN_BOTH, 125, 130, 210, 300, 330, 400, 500, 510, 530, 540, 545, 550],
    [],
  ),
};

/** What a refused send calls for. Unknown and absent codes count as final. */
export function remedyOf(generation: Generation, code: number | undefined): Remedy {
  return (code !== undefined && NOT_FINAL[generation].get(code)) || 'refused';
}

function tableOf(later: number[], unknown: number[]): ReadonlyMap<number, Remedy> {
  return new Map([
    ...later.map((code): [number, Remedy] => [code, 'later']),
    ...unknown.map((code): [number, Remedy] => [code, 'unknown']),
  ]);
}
