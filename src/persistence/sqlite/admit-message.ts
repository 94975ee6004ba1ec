import type { Admission, AdmitInput } from '../../conversation/admission.ts';
import type { InboundMessage } from '../../conversation/channel-event.ts';
import { watchForLoop } from './bot-loop.ts';
import { applyConsent } from './consent.ts';
import { ensureConversation, hear } from './conversations.ts';
import type { Database } from './database.ts';
import { insertEvent } from './events.ts';
import { newText } from './messages.ts';
import { enqueue } from './outbox.ts';
import type { ConversationRow } from './rows.ts';

/** Stores a text somebody wrote, and decides whether it asks for a turn. The order is that of the port. */
export function admitMessage(db: Database, input: AdmitInput, event: InboundMessage): Admission {
  const conversation = ensureConversation(db, input.channel, event.conversation);
  const text = newText(db, conversation, event, input.raw);
  const done = (status: Admission['status'], reason?: string, outboxChanged = false): Admission => {
    insertEvent(db, input, { outcome: status, reason, messageId: text.id });
    return {
      status,
      reason,
      messageId: text.id,
      conversationId: conversation.id,
      dueAt: null,
      outboxChanged,
    };
  };
  const tell = (origin: string, words: string): boolean =>
    enqueue(db, conversation, { origin, texts: [words], ttlMs: input.outboxTtlMs });
  hear(db, conversation, event.transport);

  const consent = applyConsent(db, input, text);
  if (consent) return done('accepted', consent, true);
  if (isEmpty(event)) {
    text.store('ignored');
    return done('ignored', 'nothing to answer: no text and no attachment');
  }
  // A human has taken over: what they and the person write is theirs to read, however much and however fast.
  const isPaused = conversation.paused_at !== null;
  const loop = watchForLoop(db, isPaused ? null : input.botLoop, text);
  if (loop) {
    text.store('rate-limited');
    if (loop === 'paused') return done('accepted', 'bot-loop');
    tell(`notice:bot-loop:${text.id}`, input.texts['bot-loop']);
    return { ...done('accepted', 'bot-loop', true), alert: 'bot-loop' };
  }
  if (input.consent === 'help') {
    text.store('covered');
    if (!input.answered) tell(`consent:${text.id}`, input.texts.help);
    return done('accepted', 'help', true);
  }
  if (!asksForAnswer(db, input, conversation, event)) {
    text.store('listened');
    return done('accepted', 'listened');
  }
  if (!isPaused && floods(db, input, conversation)) {
    text.store('rate-limited');
    // Told once for each backlog, which is known by its first text.
    const first = tell(`notice:flood:${conversation.first_unanswered_at}`, input.texts.flood);
    return done('accepted', 'rate-limited', first);
  }
  text.store('unanswered');
  return { ...done('accepted'), dueAt: schedule(db, input, conversation) };
}

/** Stickers, locations, contacts and voice messages come without text or files and are still something to answer. */
function isEmpty({ text, attachments, form = 'text' }: InboundMessage): boolean {
  return text.trim() === '' && attachments.length === 0 && (form === 'text' || form === 'file');
}

/** A person's text always does. One in a group does by policy, by Chip's name, or as an inline reply to him. */
function asksForAnswer(
  db: Database,
  { group }: AdmitInput,
  conversation: ConversationRow,
  { replyToId }: InboundMessage,
): boolean {
  if (conversation.kind === 'person' || !group || group.policy === 'always') return true;
  if (group.policy === 'never') return false;
  if (group.addressed) return true;
  const ours = db.get('SELECT 1 FROM outbox WHERE channel = ? AND provider_id = ? AND conversation_id = ?', [
    conversation.channel,
    replyToId ?? null,
    conversation.conversation_id,
  ]);
  return ours !== undefined;
}

function floods(db: Database, { unansweredLimit }: AdmitInput, conversation: ConversationRow): boolean {
  if (unansweredLimit === 0) return false;
  const open = db.get<{ n: number }>(
    `SELECT count(*) AS n FROM messages WHERE conversation_id = ? AND state = 'unanswered'`,
    [conversation.conversation_id],
  );
  return Number(open?.n) >= unansweredLimit;
}

/** Due after a quiet window that each further text extends, but never later than `maxWaitMs` after the first. */
function schedule(db: Database, { quietMs, maxWaitMs }: AdmitInput, conversation: ConversationRow): number {
  const now = Date.now();
  const first = conversation.first_unanswered_at ?? now;
  const due = Math.max(now, Math.min(now + quietMs, first + maxWaitMs));
  db.run('UPDATE conversations SET due_at = ?, first_unanswered_at = ? WHERE id = ?', [
    due,
    first,
    conversation.id,
  ]);
  return Math.max(due, conversation.not_before);
}
