/** Blanks, invisible marks (phones copy them along) and the usual separators. */
const SEPARATORS = /[\s\p{Cf}().\-\u2010-\u2015]/gu;

/**
 * One spelling for every address, so that one person is one conversation. E-mails are lower-cased, phone numbers lose
 * their separators. 11 to 15 digits get the `+` they lack, as Loop reads digits as international; shorter numbers stay
 * digits (short codes; and a country code that is missing is not guessed, since the guess could be a stranger's number).
 * Everything else, such as Loop's contact ids, is only trimmed.
 */
export function normalizeAddress(address: string): string {
  const trimmed = address.replace(/\p{Cf}/gu, '').trim();
  if (trimmed.includes('@')) return trimmed.toLowerCase();
  const compact = trimmed.replace(SEPARATORS, '');
  if (!/^\+?\d{3,15}$/.test(compact)) return trimmed;
  return /^[1-9]\d{10,14}$/.test(compact) ? `+${compact}` : compact;
}

/** Makes an id fit for a part of a conversation key: no id can then pass for a key of another kind. */
export function keyPart(id: string): string {
  return id.replaceAll('%', '%25').replaceAll(':', '%3A');
}
