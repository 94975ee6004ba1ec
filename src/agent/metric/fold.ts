/** Case, accents and typographic apostrophes off, so that "Él", "el" and "EL" are the same. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .replace(/[’‘´`]/g, "'")
    .toLowerCase();
}

export function wordsOf(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+(?:'\p{L}+)*/gu) ?? [];
}

/**
 * Whether a text holds a phrase as whole words; a `*` stands for any letters. "librar*" is found in "two libraries".
 */
export function mentions(text: string, phrase: string): boolean {
  const pattern = fold(phrase)
    .split('*')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+'))
    .join('[\\p{L}\\p{N}]*');
  return new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'u').test(fold(text));
}

/** Without what stands in quotation marks: a text that somebody else is to send is not what Chip says. */
export function withoutQuoted(text: string): string {
  return text.replace(/"[^"\n]*"|“[^”\n]*”|«[^»\n]*»|„[^“”\n]*[“”]/g, '""');
}
