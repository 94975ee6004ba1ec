import type { Journal } from '../journal.ts';
import { newSid } from './messages.ts';
import type { TwilioSettings } from './settings.ts';

type Kind = 'STOP' | 'START' | 'HELP';

/** Twilio's own keywords. Nothing but the word counts, in any case. */
const KEYWORDS: Record<Kind, string[]> = {
  STOP: 'STOP STOPALL UNSUBSCRIBE CANCEL END QUIT REVOKE OPTOUT'.split(' '),
  START: 'START YES UNSTOP'.split(' '),
  HELP: 'HELP INFO'.split(' '),
};
const REPLIES: Record<Kind, string> = {
  STOP: 'You have successfully been unsubscribed. Reply START to resubscribe.',
  START: 'You have successfully been re-subscribed to messages from this number.',
  HELP: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
};

/** Who has sent STOP, and what Twilio does about it before the bot hears of it. */
export class OptOuts {
  readonly blocked = new Set<string>();
  readonly #settings: TwilioSettings;
  readonly #journal: Journal;

  constructor(settings: TwilioSettings, journal: Journal) {
    this.#settings = settings;
    this.#journal = journal;
  }

  /** Answers a keyword as Twilio does; the OptOutType that the webhook has then, which only Advanced Opt-Out tells. */
  hear(from: string, text: string): Kind | undefined {
    const word = text.trim().toUpperCase();
    const kind = (Object.keys(KEYWORDS) as Kind[]).find((key) => KEYWORDS[key].includes(word));
    if (!kind || this.#settings.optOut === 'off') return undefined;
    if (kind === 'STOP') this.blocked.add(from);
    // "Yes" to somebody who never left is an answer to something else.
    if (kind !== 'START' || this.blocked.delete(from)) this.#reply(from, REPLIES[kind]);
    return this.#settings.optOut === 'advanced' ? kind : undefined;
  }

  #reply(to: string, text: string): void {
    this.#journal.addMessage({
      to,
      from: this.#settings.number,
      form: { Body: text },
      headers_present: [],
      message_id: newSid('SM'),
      outcome: 'auto-reply',
      answer: 'sent',
    });
  }
}
