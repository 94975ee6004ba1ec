import type { TurnMessage } from '../../conversation/turn.ts';
import { readAnswer, type ReadAnswer } from './read-answer.ts';

/** What somebody says to one number, by all their texts of a turn that say something to it. */
export interface OpenAnswer extends ReadAnswer {
  /** Oldest first; the last one decides. */
  readonly messages: TurnMessage[];
}

/** The yes and no among open texts. Of several texts of one person about one number the last counts. */
export function openAnswers(messages: readonly TurnMessage[]): OpenAnswer[] {
  const found = new Map<string, OpenAnswer>();
  for (const message of messages) {
    const read = readAnswer(message.text);
    if (!read || message.attachments.length > 0) continue;
    const key = JSON.stringify([read.number, message.author]);
    found.set(key, { ...read, messages: [...(found.get(key)?.messages ?? []), message] });
  }
  return [...found.values()];
}
