import { ENGLISH_CLAIMS } from './deeds.english.ts';
import { OTHER_CLAIMS } from './deeds.languages.ts';
import { fold, withoutQuoted } from './fold.ts';

const CLAIMS = [...ENGLISH_CLAIMS, ...OTHER_CLAIMS].map((source) => new RegExp(source, 'mu'));

/**
 * The words in which a text claims or offers to do something outside the conversation, folded; undefined when it does
 * not. What stands in quotation marks is for the member to say.
 */
export function claimedDeed(text: string): string | undefined {
  const said = fold(withoutQuoted(text));
  for (const claim of CLAIMS) {
    const found = claim.exec(said);
    if (found) return found[0].trim();
  }
  return undefined;
}
