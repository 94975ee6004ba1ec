/** What a conversation ran into: its turns a minute, its day, or the budget of the whole installation. */
export type LimitKind = 'minute' | 'day' | 'installation';

/** Which of them: as the variable that sets it, without `LIMIT_`. */
export type LimitRule =
  'turns-per-minute' | 'turns-per-day' | 'tokens-per-day' | 'all-tokens-per-day' | 'usd-per-day';

export interface Amount {
  tokens: number;
  /** Millionths of a US dollar. */
  microUsd: number;
}

/** What a claim checks. 0 = no limit. A window begins with the first turn in it. */
export interface TurnLimits {
  turnsPerMinute: number;
  turnsPerDay: number;
  tokensPerDay: number;
  /** Of all conversations together. */
  installation: { tokensPerDay: number; microUsdPerDay: number };
  /** The worst case of one turn: counted from the claim on, so that turns that run together cannot pass a limit. */
  reserve: Amount;
  /** Share of the installation's budget from which on cheaper models answer. */
  economyFrom: number;
  /** What somebody is told who ran into one, once a window. */
  notices: Readonly<Record<LimitKind, string>>;
  outboxTtlMs: number;
}

/** A conversation whose texts a claim has let go of without an answer. */
export interface LimitedTurn {
  conversationId: string;
  kind: LimitKind;
}

export interface SettleTurnInput {
  conversationId: string;
  fence: number;
  /** What the turn has used, discarded attempts included. */
  spent: Amount;
  /** Tokens of it that the conversation is charged; all of it the installation. */
  ownTokens: number;
  /** False: it gave no answer, and the conversation is charged no turn. */
  answered: boolean;
}

/** Part of the `ConversationStore`: the usage that `claimTurn` checks. */
export interface UsageStore {
  /**
   * Takes away the worst case that the claim has counted and counts what was used, in the windows of the claim. Said again,
   * or for a turn that nothing was reserved for, it changes nothing. A turn that nobody settles stays at its worst case.
   */
  settleTurn(input: SettleTurnInput): Promise<void>;
}
