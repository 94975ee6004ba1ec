/** What a stored webhook is answered with; an adapter puts it into its channel's own form. */
export interface Receipt {
  ok: boolean;
  status: 'accepted' | 'duplicate' | 'ignored' | 'recorded' | 'quarantined';
  /** The channel's name of the event, where it could be read. */
  event: string | null;
  /** The event's `dialect`, where it could be read. */
  dialect?: string | undefined;
  /** Why something was ignored or quarantined, in words for the sender's webhook history. */
  reason?: string | undefined;
  /** Inline mode only: the outcome of the turn. */
  reply?: InlineReply | undefined;
}

export interface InlineReply {
  received_text: string;
  conversation_id: string;
  reply: string;
  /** Null when there was nobody to send to. */
  sent: { message_id: string | null; status: string } | null;
}
