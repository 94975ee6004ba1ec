import { tokensIn, type Evidence } from './evidence.ts';
import type { Finding } from './verdict.ts';

/** P6: what was said in one conversation is never sent in another, nor shown to the model for another. */
export function checkApart({ delivered, journal, conversations, nameOf }: Evidence): Finding[] {
  const findings: Finding[] = [];
  const found = (what: string, where: string): void => void findings.push({ check: 'P6', what, where });
  for (const { to, tokens, row, seq } of delivered) {
    for (const token of tokens)
      if (conversations.get(conversationOf(token))?.to !== to) found('sent to somebody else', token);
    const owner = row && conversations.get(nameOf.get(row.conversation_id) ?? '');
    if (owner && owner.to !== to) found('sent to somebody else', `send ${seq}`);
  }
  for (const [index, { messages }] of journal.model.entries()) {
    const said = messages.map(({ content }) => JSON.stringify(content)).join(' ');
    const heard = new Set(tokensIn(said).map(conversationOf));
    if (heard.size > 1)
      found('two conversations in one question to the model', `call ${index}: ${[...heard].join(', ')}`);
  }
  return findings;
}

const conversationOf = (token: string): string => token.slice(0, 3);
