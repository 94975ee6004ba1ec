import type { ClaimedTurn, HistoryLine } from '../conversation/turn.ts';
import { formatChat } from '../dspy/adapters/chat.adapter.ts';
import type { ValuesOf } from '../dspy/fields.ts';
import { estimateMessages, estimateTokens } from '../dspy/tokens.ts';
import { ConversationSummary } from './conversation-summary.signature.ts';
import { earlierLine } from './earlier-line.ts';
import { middleOut } from './member-words.ts';
import { shortenAll } from './shorten-all.ts';

/** Of one text; up to 60 are looked at closely at once, and no more than a part of it will fit. */
const MOST_CHARACTERS = 6_000;

const EMPTY = formatChat(ConversationSummary, { earlier_summary: '', lines: '' });
const FIXED_TOKENS = estimateMessages(EMPTY);

/** The earlier summary, and lines of the history with their speakers, together at most `limitTokens` by the estimate. */
export function summaryInput(
  turn: ClaimedTurn,
  folded: readonly HistoryLine[],
  limitTokens: number,
): ValuesOf<typeof ConversationSummary.inputs> {
  const earlier_summary = turn.summary ?? '';
  const lines = folded.map((line) => withSpeaker(turn, line));
  const room = limitTokens - FIXED_TOKENS - estimateTokens(earlier_summary);
  return { earlier_summary, lines: shortenAll(lines, room).join('\n') };
}

function withSpeaker(turn: ClaimedTurn, line: HistoryLine): string {
  const said = earlierLine(turn, { ...line, body: middleOut(line.body, MOST_CHARACTERS) });
  // A group's have their labels already.
  if (turn.kind === 'group' && line.direction === 'in') return said;
  // Further lines are set in, or one of them could begin with another speaker's name.
  return `${line.direction === 'in' ? 'Member' : 'Chip'}: ${said.replaceAll('\n', '\n  ')}`;
}
