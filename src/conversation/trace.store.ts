/** Part of the `ConversationStore`: what belongs to the way of a text. */
export interface TraceStore {
  /** The oldest text that a text of ours answers, by our ids; null for what is no reply. */
  firstTextOf(messageId: string): Promise<string | null>;
}
