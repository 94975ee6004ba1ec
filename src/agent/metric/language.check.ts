import type { Language } from './expectations.ts';
import { detectLanguage } from './language.detector.ts';
import { COST, type Check } from './reply.check.ts';

const NAMES: Record<Language, string> = {
  en: 'English',
  es: 'Spanish',
  fr: 'French',
  pt: 'Portuguese',
  de: 'German',
};

/** Replies too short to tell pass. */
export const rightLanguage: Check = (reply, { expect: { language: wanted = 'en' } }) => {
  const found = detectLanguage(reply);
  if (found === undefined || found === wanted) return undefined;
  return {
    cost: COST.grave,
    feedback: `It is in ${NAMES[found]} although they write in ${NAMES[wanted]}: say that the reply is always in the language of the last message.`,
  };
};
