/**
 * One call of a tool, as it is kept with the turn that made it. What the tool gave back is not kept: the reply says what was
 * made of it, and foreign text would only grow old here.
 */
export interface ToolCallRecord {
  readonly tool: string;
  /**
   * `empty`: it looked, and there is nothing. `asked`: it waits for a yes. `refused`: it was not done, or what came of it was
   * withheld.
   */
  readonly outcome: 'ok' | 'empty' | 'asked' | 'refused' | 'failed' | 'timeout';
  /** JSON of a model's making, at most some 2,000 characters: as private as a text, for the store and for no log. */
  readonly arguments: string;
  readonly ms: number;
  /** How long before the end of the turn it ended, in milliseconds. */
  readonly agoMs?: number | undefined;
}

/** A call as it was made; `at`: when it ended, epoch ms by the clock of the server that made it. */
export type MadeToolCall = Omit<ToolCallRecord, 'agoMs'> & { readonly at?: number | undefined };

/** Calls of one tool with the same arguments and the same outcome, over all conversations. */
export interface ToolCallGroup {
  arguments: string;
  count: number;
  /** How many conversations they were made in. */
  conversations: number;
  /** Epoch ms. */
  firstAt: number;
  lastAt: number;
}

export interface ListToolCallsInput {
  tool: string;
  outcome: ToolCallRecord['outcome'];
  /** Only calls since then, epoch ms. */
  since: number;
  /** At most so many groups, the ones called last. */
  limit: number;
}
