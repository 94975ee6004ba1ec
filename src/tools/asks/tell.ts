import type { AskAnswer } from '../../conversation/asks/ask.answer.ts';

/** One line without anything that could be markup, JSON or a call of a tool: else the person is better off without. */
const PLAIN = /^[^{}<>[\]|\\\p{C}]{1,300}$/u;

/** What became of a yes or no, for whoever said it. Honest where it is not known. */
export function tell(
  number: number,
  answer: Exclude<AskAnswer, { state: 'taken' | 'none' | 'lost' }>,
): string {
  switch (answer.state) {
    case 'not-theirs':
      return `Only the person who asked for ${number} can say yes to it.`;
    case 'expired':
      return `Your yes to ${number} came too late, so nothing was done (${answer.summary}). Ask me again if you still want it.`;
    case 'done':
      return answer.again
        ? `${number} was done already, and is not done twice: ${answer.summary}`
        : [`Done: ${answer.summary}`, ...resultOf(answer.result)].join('\n');
    case 'declined':
      return answer.again
        ? `You have said no to ${number}, so it is not done (${answer.summary}). Ask me again if you want it after all.`
        : `All right, I won't do it: ${answer.summary}`;
    case 'refused':
      return `I could not do ${number}, and nothing was done (${answer.summary}). Ask me again if you still want it.`;
    case 'failed':
      return `${number} did not work (${answer.summary}). Some of it may have happened all the same, so please check before you ask again.`;
    case 'unknown':
      return `I don't know whether ${number} was done (${answer.summary}): I got no answer. I won't try it a second time; please check before you ask again.`;
    default:
      return answer satisfies never;
  }
}

function resultOf(result: string | null): string[] {
  return result !== null && result !== 'Done.' && PLAIN.test(result) ? [result] : [];
}
