import { LanguageModel } from '../dspy/language-model.ts';
import type { Completion, CompletionRequest } from '../dspy/language-model.ts';
import { estimateTokens } from '../dspy/tokens.ts';
import { offlineCall, toolsSaid } from './offline.tool-calls.ts';

/** Enough to recognise the text by. */
const QUOTED_CHARACTERS = 200;

/**
 * Stands in where no key is set: needs nothing outside the process, gives the same answer to the same request, and
 * says what it is, so that nobody takes it for Chip. Of tools it calls one where a text has the right words, understands
 * nothing of what comes back, and shows it.
 */
export class OfflineLanguageModel extends LanguageModel {
  override async complete({ messages, tools = [], signal }: CompletionRequest): Promise<Completion> {
    signal?.throwIfAborted();
    const call = offlineCall(messages, tools);
    const quote = quoted(messages.findLast(({ role }) => role === 'user')?.content ?? '');
    const answer = `Chip's offline model here (no GROQ_API_KEY is set). You wrote: ${quote}`;
    const text = call
      ? ''
      : inSections(messages[0]?.content ?? '', [answer, ...toolsSaid(messages)].join('\n'));
    const promptTokens = messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
    const usage = { promptTokens, completionTokens: estimateTokens(text), cachedTokens: 0 };
    const finishReason = call ? 'tool_calls' : 'stop';
    return { text, ...(call && { toolCalls: [call] }), finishReason, model: 'offline', usage, attempts: 1 };
  }
}

/** On one line and without double brackets, or a person could type a section marker that is then taken for ours. */
function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(/\[{2,}|\]{2,}|<\||\|>|<\/?think>/g, '');
  if (line.length <= QUOTED_CHARACTERS) return line;
  return `${line.slice(0, QUOTED_CHARACTERS).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** The chat adapter lists the sections it wants by their markers, and none where plain text will do. */
function inSections(system: string, answer: string): string {
  const markers = system.match(/^\[\[ ## \w+ ## \]\]$/gm);
  return markers ? markers.map((marker) => `${marker}\n${answer}`).join('\n\n') : answer;
}
