import type { ClaimedTurn } from '../../conversation/turn.ts';
import { fold } from '../../tools/words.ts';
import { CHIP } from './sub-agent.registry.ts';
import type { SubAgent } from './sub-agent.ts';

export interface RuledRoute {
  readonly agent: string;
  readonly reason: 'file' | 'danger' | 'words' | 'short' | 'small-talk';
}

/** Nobody in danger is passed on, whatever else is in the text. */
const DANGER =
  /\b(?:suicid\w*|kill(?:ing)? (?:my|him|her)self|end(?:ing)? my life|(?:want|going) to die|hurt(?:ing)? myself|self harm|overdos\w+|emergency|911|988)\b/;

/** Greetings, thanks and assent in the languages that consent words are known in. */
const SMALL_TALK = new Set(
  `hi hello hey yo howdy hola bonjour salut hallo moin ola oi chip there good morning afternoon evening night day buenos buenas
  dias tardes noches bom dia boa tarde noite guten morgen tag abend bonsoir thanks thank you thx ty so much a lot very gracias
  merci danke obrigado obrigada vielen dank muchas beaucoup muito ok okay k cool great nice awesome perfect sounds got it yes
  yep yeah no nope sure si oui ja nein non lol haha bye goodbye see ya later adios tchau tschuss how are doing what s up sup y all
  everyone all alright right fine`.split(/\s+/),
);
const MOST_SMALL_TALK = 8;

/**
 * Who answers, where that takes no model; undefined where it does. Looks at the new texts alone, so a one-word answer to
 * a question of a sub-agent is Chip's, who sees what it was asked.
 */
export function routeByRule(
  { messages }: Pick<ClaimedTurn, 'messages'>,
  subAgents: readonly SubAgent[],
): RuledRoute | undefined {
  // What is in it nobody knows yet, and Chip looks at files himself.
  if (messages.some(({ attachments, spoken }) => attachments.length > 0 && !spoken))
    return { agent: CHIP, reason: 'file' };
  const words = fold(messages.map(({ text }) => text).join('\n'));
  if (DANGER.test(words)) return { agent: CHIP, reason: 'danger' };
  const [claimant, ...others] = subAgents.filter((subAgent) => subAgent.claims(words));
  if (claimant && others.length === 0) return { agent: claimant.name, reason: 'words' };
  if (claimant) return undefined;
  const each = words.split(' ');
  if (each.length <= 1) return { agent: CHIP, reason: 'short' };
  if (each.length <= MOST_SMALL_TALK && each.every((word) => SMALL_TALK.has(word)))
    return { agent: CHIP, reason: 'small-talk' };
  return undefined;
}
