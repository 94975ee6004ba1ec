import { type Language, LANGUAGES } from './expectations.ts';
import { wordsOf } from './fold.ts';

/** Frequent words, folded; those that two of the languages share stand in both. */
const STOP_WORDS: Record<Language, Set<string>> = {
  en: words(`the a an and or of to in is are was it its it's i i'm i'd i'll you you're your we they this that there
    have has don't can can't not but with for on at if what how here so be do my me from by most one any about just
    sounds good yes no glad welcome thanks first then ask like up out when who where`),
  es: words(`el la los las un una y o de del que en es son no se lo te tu tus mi con por para si como pero mas muy
    puedo puedes hay esta este eso aqui alla ser al me le su sin hola gracias donde cual cuando tambien algo nada ya
    pregunta empieza busca estoy soy eres bien`),
  fr: words(`le la les un une et ou de des du que qui en est sont ne pas se je tu il elle nous vous on ce cette mais
    avec pour par si comme plus tres dans sur au aux ton ta tes votre vos mon ma c'est j'ai n'est d'un d'une bonjour
    merci peux peut oui non aussi fais l'as qu'il demande`),
  pt: words(`o a os as um uma e ou de do da dos das que em no na nos nas e sao nao se lhe voce seu sua meu minha com
    por para como mas mais muito ola obrigado obrigada posso pode tem ha esta este isso aqui ao te tambem bem la onde
    quando pergunte comece procure sou eu`),
  de: words(`der die das den dem ein eine einen einer und oder von zu im in ist sind nicht kein keine ich du er sie es
    wir ihr mit fur auf an bei wenn wie aber auch noch nur kann kannst hast dir dich mir mein dein deine am zum zur
    hallo danke ja nein bitte was wo schau frag gern gibt`),
};
/** Letters that only one of them uses. */
const LETTERS: Partial<Record<Language, RegExp>> = {
  es: /[ñ¿¡]/gi,
  pt: /[ãõ]/gi,
  de: /[ßäöü]/gi,
  fr: /[èêâîûœ]/gi,
};
/** A hundred words tell a language as surely as a thousand. */
const MOST_WORDS = 200;
/** Fewer hits may be chance: "No" is English, Spanish and German. */
const LEAST_HITS = 3;

/**
 * The language of a text among the five, by counting frequent words and special letters. Undefined where there is too
 * little to go by, or two come out even.
 */
export function detectLanguage(text: string): Language | undefined {
  const some = wordsOf(text).slice(0, MOST_WORDS);
  const scores = LANGUAGES.map((language) => ({ language, hits: hitsOf(language, some, text) }));
  const [first, second] = scores.toSorted((a, b) => b.hits - a.hits);
  if (!first || !second || first.hits < LEAST_HITS || first.hits === second.hits) return undefined;
  return first.language;
}

function hitsOf(language: Language, some: readonly string[], text: string): number {
  const letters = LETTERS[language];
  return (
    some.filter((word) => STOP_WORDS[language].has(word)).length +
    (letters ? (text.match(letters)?.length ?? 0) : 0)
  );
}

function words(list: string): Set<string> {
  return new Set(list.split(/\s+/));
}
