/** A detail that somebody could act on, and would be misled by if it was made up. */
export interface Fact {
  readonly kind: 'phone number' | 'e-mail address' | 'link' | 'date' | 'time' | 'price';
  readonly text: string;
}

/** Told apart from numbers in prose by their seven digits or more. */
const PHONE = /(?<![\w.,$€£])(?!\d{1,3}(?:\.\d{1,3}){3}(?!\d))\+?\(?\d(?:[\s().-]{0,2}\d){6,14}(?!\w)/g;
const E_MAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const LINK =
  /(?:https?:\/\/|\bwww\.)\S+|(?<![@\w.-])(?:[a-z0-9][a-z0-9-]*\.)+(?:com|org|net|edu|gov|io|dev|us|info|co|app|tech|me|ai|example)\b(?:\/[^\s,;)]*)?/gi;

const MONTH =
  'jan(?:uary|uar|vier|eiro)?|feb(?:ruary|ruar)?|f[ée]vrier|fevereiro|mar(?:ch|s|zo|ço)|märz|apr(?:il)?|a[bv]ril|may(?:o)?|maio?|june?|juni|junio|junho|juin|july?|juli|julio|julho|juillet|aug(?:ust)?|ao[uû]t|agosto|sept?(?:ember|embre|iembre)?|setembro|oct(?:ober|obre|ubre)?|oktober|outubro|nov(?:ember|embre|iembre|embro)?|dec(?:ember)?|d[ée]cembre|diciembre|dez(?:ember|embro)|enero|febrero';
const WEEKDAY =
  '(?:mon|tues|wednes|thurs|fri|satur|sun)day|lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|segunda|ter[çc]a|quarta|quinta|sexta|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag';
const DATES = [
  // A month beside a day: "May 6", "6th of May", "el 6 de mayo", "6. Mai".
  `\\b(?:${MONTH})\\.?\\s+\\d{1,2}(?:st|nd|rd|th)?\\b(?!\\s*(?:years|a[nñ]os|people))`,
  `\\b\\d{1,2}(?:st|nd|rd|th|er|º)?\\.?\\s+(?:de\\s+|of\\s+)?(?:${MONTH})\\b`,
  '\\b\\d{1,2}/\\d{1,2}/\\d{2,4}\\b',
  '\\b(?:19|20)\\d{2}-\\d{2}-\\d{2}\\b',
  '(?<![\\p{L}\\d$€£.,:-])20[1-3]\\d(?![\\d-])',
  // A day that comes again is a schedule: "every Tuesday", "Tuesdays", "the first Thursday", "todos los martes".
  `\\b(?:every|each|first|second|third|fourth|last|todos los|cada|chaque|jeden|toda|todo|primer|tous les)\\s+(?:${WEEKDAY})s?\\b`,
  `\\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days)\\b`,
  `\\b(?:next|this coming)\\s+(?:${WEEKDAY})\\b`,
].map((source) => new RegExp(source, 'giu'));
const TIME =
  /(?<![\d$€£.])\d{1,2}(?::\d{2})?\s?(?:a\.?m\b\.?|p\.?m\b\.?)|(?<![\d:])\d{1,2}:\d{2}(?![\d:])|\b\d{1,2}\s?Uhr\b|\b\d{1,2}h\d{2}(?![\p{L}\d])|(?<!\p{L})(?:a las|às) \d{1,2}(?!\d| ?%)/giu;
const PRICE =
  /[$€£]\s?\d+(?:[.,]\d+)*k?\b|\b\d+(?:[.,]\d+)*\s?(?:k\s)?(?:dollars?|bucks|usd|euros?|d[oó]lares|dólares)\b/giu;

/**
 * Sites that are what anybody names first, and easy to know. Bare, without a path: what lies behind one is a fact of its
 * own. The others are names of technologies that look like links.
 */
const WELL_KNOWN = new Set(
  'meetup.com eventbrite.com linkedin.com github.com indeed.com google.com freecodecamp.org 988lifeline.org findahelpline.com haveibeenpwned.com asp.net socket.io draw.io next.js'.split(
    ' ',
  ),
);

/** What in a text could be made up: contacts, links, dates, times and prices. */
export function factsIn(text: string): Fact[] {
  const facts: Fact[] = [];
  // Each kind is taken out before the next is looked for: a price has digits, and a link may hold a date.
  const rest = [
    take(E_MAIL, 'e-mail address'),
    take(LINK, 'link'),
    take(PRICE, 'price'),
    ...DATES.map((date) => take(date, 'date')),
    take(TIME, 'time'),
  ].reduce((left, step) => step(left), text);
  take(PHONE, 'phone number')(rest);
  return facts.filter(({ kind, text: found }) => {
    if (kind === 'link') return !isWellKnown(found);
    // Nothing is no price.
    return kind !== 'price' || /[1-9]/.test(found);
  });

  function take(pattern: RegExp, kind: Fact['kind']): (left: string) => string {
    return (left) =>
      left.replace(pattern, (found) => {
        facts.push({ kind, text: found.replace(/[.,;:!?)\]]+$/, '') });
        return ' ; ';
      });
  }
}

function isWellKnown(link: string): boolean {
  const host = link
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/\/$/, '');
  return WELL_KNOWN.has(host);
}
