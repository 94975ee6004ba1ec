/**
 * The last line of defence of P7: whatever reaches the log, phone numbers and e-mail addresses in it do not. Code
 * still has to log ids only; a mask knows no names and no message bodies.
 */
const EMAIL = /[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+/g;
/** International: a plus sign (also URL-encoded) and 8 to 15 digits with separators between them. */
const INTERNATIONAL = /(?:\+|%2B)\d(?:[ ().-]{0,2}\d){7,14}/gi;
/** North American without a plus: ten digits, or eleven with a leading 1, that are no part of a longer number or id. */
const NORTH_AMERICAN = /(?<![\w.+-])(?:1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-]?)\d{3}[ .-]?\d{4}(?![\w-]|\.\d)/g;

/** Replaces phone numbers and e-mail addresses in a line. */
export function mask(line: string): string {
  return line.replace(EMAIL, '[email]').replace(INTERNATIONAL, '[phone]').replace(NORTH_AMERICAN, '[phone]');
}
