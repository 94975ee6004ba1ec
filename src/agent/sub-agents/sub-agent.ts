import type { Turn } from '../../dspy/fields.ts';
import type { LanguageModel } from '../../dspy/language-model.ts';
import type { ToolSpec } from '../../dspy/modules/tool.ts';

/** What a sub-agent knows of a conversation. No address is among it, and nothing of any other conversation. */
export interface SubAgentContext {
  /** Opaque, the same for all turns of a conversation. */
  readonly conversationId: string;
  readonly kind: 'person' | 'group';
  /** Earlier turns, oldest first; the first one holds the summary where there is one. Addresses are hidden. */
  readonly history: readonly Turn[];
  /** What was said before that, alone and without a mark; null: nothing was summed up. Members' words, not ours. */
  readonly summary: string | null;
  /** How the answer will be read, for the prompt: length, markup, labels of a group. */
  readonly channelHints: string;
  /** The tools that the sub-agent has named, as far as they are switched on; no other can be called. */
  readonly tools: readonly ToolSpec[];
  /** Counts what it is asked, ends with the turn, and hears of no request that comes later. */
  readonly lm: LanguageModel;
  /** For `lm`. */
  readonly temperature: number;
  /** Of one answer of `lm`, in tokens; hidden reasoning counts inside it. */
  readonly maxTokens: number;
  /** Aborted when the turn ends, or the time below is over. */
  readonly signal: AbortSignal;
  /** Milliseconds from the call. After that Chip himself answers. */
  readonly deadlineMs: number;
}

/**
 * The port to somebody who answers in Chip's place when a turn is about one matter. One class, listed in a module; no
 * file of the core changes. Safe to be asked by many turns at once.
 */
export abstract class SubAgent {
  /** Lower case, digits and underscores, at most 32 characters; `chip` is taken. */
  abstract readonly name: string;
  /** What it is for, for the router to read: one or two sentences. Must be constant, for the prompt cache. */
  abstract readonly specialization: string;
  /** Names of the tools it may call. */
  readonly tools: readonly string[] = [];
  /** What its model is told. A reply that quotes it is not sent. */
  readonly instructions: string = '';

  /**
   * True when the words leave no doubt that it is the one: the router's model is then not asked. Rather false than wrong.
   *
   * @param _words lower case, without accents and punctuation, single blanks between
   */
  claims(_words: string): boolean {
    return false;
  }

  /**
   * The text to send back; it passes the same guard as Chip's own. Whatever it throws, and what the guard refuses, makes
   * Chip answer instead.
   *
   * @param query all texts that have no answer yet, one to a line, in a group with labels; addresses are hidden
   */
  abstract respond(query: string, context: SubAgentContext): Promise<string>;
}
