import { isJson, isText, type Json } from '../http.ts';
import type { Journal, SendEntry, TypingEntry } from '../journal.ts';
import { groupId } from '../loop/hear.ts';

/** What the bot did since, one line each: its sends, its typing, and where it did not take a webhook. */
export function newLines(journal: Journal, since: number): string[] {
  const fresh = <T extends { seq: number }>(list: T[]): T[] => list.filter(({ seq }) => seq > since);
  const lines = [
    ...fresh(journal.sends).map((entry) => ({ seq: entry.seq, line: `< ${describeSend(entry)}` })),
    ...fresh(journal.typing).map((entry) => ({ seq: entry.seq, line: `< ${describeTyping(entry)}` })),
    ...fresh(journal.webhooks)
      .filter(({ outcome }) => outcome !== 'delivered')
      .map(({ seq, event, http_status: status, error, outcome }) => ({
        seq,
        line: `! ${event ?? 'webhook'} answered with ${status ?? error ?? 'nothing'}: ${outcome}`,
      })),
  ];
  return lines.sort((a, b) => a.seq - b.seq).map(({ line }) => line);
}

/** A webhook, as whoever watches the conversation would tell it. */
export function describeInbound(body: Json, copies: number): string {
  const group = groupId(body.group);
  const person = body.contact ?? body.recipient;
  const who = [isText(person) ? person : '?', group && `in ${group}`].filter(Boolean).join(' ');
  const name = body.event ?? body.alert_type;
  const event = isText(name) ? name : 'webhook';
  const speech = isJson(body.speech) ? body.speech.text : undefined;
  const files = Array.isArray(body.attachments) ? `[${body.attachments.join(', ')}]` : undefined;
  const what = [
    event === 'message_inbound' ? undefined : `(${event})`,
    body.reaction,
    body.text,
    files,
    isText(speech) && `"${speech}"`,
  ];
  return `${who}: ${what.filter(isText).join(' ')}${copies > 1 ? ` (${copies} times)` : ''}`.replaceAll(
    '\n',
    ' / ',
  );
}

function describeSend({ to, body, outcome, code, answer }: SendEntry): string {
  const { text, reaction, media_url: voice, attachments } = isJson(body) ? body : {};
  const files =
    Array.isArray(attachments) && attachments.length > 0 ? `[${attachments.join(', ')}]` : undefined;
  const what = [isText(reaction) && `(${reaction})`, text, voice, files].filter(isText).join(' ');
  const lost = answer === 'lost' && outcome === 'accepted' ? ' (its answer is lost)' : '';
  const end = outcome === 'accepted' ? lost : ` (${[outcome, code].filter(Boolean).join(' ')})`;
  return `${to ?? '?'}: ${what}${end}`.replaceAll('\n', ' / ');
}

function describeTyping({ to, typing, outcome }: TypingEntry): string {
  const what = typing === null ? 'has read' : `is typing for ${typing} s`;
  return `${to ?? '?'}: ${what}${outcome === 'refused' ? ', which is refused' : ''}`;
}
