import type { ConsentLanguage } from './language.ts';

const TEXTS = '(?:messages?|sms|textos?|msgs?|notifications?|spams?|rappels)';
const SEND =
  '(?:envoy|envoi|ecri|contact|textot|texte|spam|harcel|embet|derang|message|saoul|soul|relanc|appel)\\w*';

export const french: ConsentLanguage = {
  optOutWords: (
    'arret|arreter|arretez|arrete|desabonner|desabonnement|desinscrire|desinscription|' +
    'stop arret|se desabonner|me desabonner|me desinscrire|se desinscrire|desabonne|stopper|' +
    'ca suffit|desabonnez|desinscrivez'
  ).split('|'),
  optInWords: 'reprendre|recommencer|demarrer|commencer|debut|reabonner|me reabonner|abonner|s abonner'.split(
    '|',
  ),
  yes: ['oui', 'ouais'],
  help: ['aide'],
  optOut: [
    new RegExp(
      `\\b(?:arret(?:e|ez|er|es)|cess(?:e|ez|er)|stop(?:pe|pez)?) (?:\\w+ )?(?:de |d |avec |les |vos |tes )(?:\\w+ ){0,3}?(?:${SEND}|${TEXTS})`,
    ),
    new RegExp(`\\b(?:ne )?(?:me|m|nous) ${SEND} (?:plus|jamais)`),
    new RegExp(`\\bplus (?:me |m )?(?:${SEND})`.replace('plus', 'ne plus')),
    new RegExp(
      `\\b(?:veux|souhaite|desire|voudrais|aimerais|veut|merci de ne)(?: \\w+)? plus (?:\\w+ ){0,4}?(?:${TEXTS}|contacte\\w*|rien)`,
    ),
    new RegExp(`\\bplus aucun ${TEXTS}`),
    /\b(?:desabonn|desinscri)\w* (?:moi|nous|mon numero)|\b(?:me|m|nous) (?:desabonn|desinscri)\w*(?:$| (?:de|des|svp|stp|merci))/,
    /\b(?:retir|supprim|enlev|effac|ray|ot|vir)\w* (?:moi|nous|mon (?:numero|contact|nom)|ce numero)(?: (?:de|des) (?:la|votre|vos|cette|ta|tes)? ?(?:listes?|contacts|base|envois))?/,
    /\b(?:laiss\w*|fich\w*|fout\w*) (?:moi|nous) (?:tranquilles?|la paix|en paix)/,
    new RegExp(`\\b(?:plus de|pas de|aucun) ${TEXTS} (?:svp|stp|merci|s il)`),
  ],
  optIn: [
    /\b(?:veux|souhaite|voudrais|aimerais) (?:\w+ ){0,3}?recevoir(?: \w+){0,4} (?:a nouveau|de nouveau|encore)\b/,
    /\b(?:reabonn|reinscri|remett|rajout)\w* (?:moi|nous)\b|\b(?:de|a) nouveau (?:recevoir|vos messages)\b|\brecommenc\w* a m\b|\brepren\w* (?:les|vos) (?:messages|sms|envois)\b/,
  ],
  notSo: [
    /\bn (?:arret|cess)\w* (?:\w+ )?pas\b|\bne (?:stopp|cess)\w* (?:\w+ )?pas\b/,
    /\b(?:billet|inscription|atelier|ateliers|reservation|place|evenement|newsletter|site)\b/,
  ],
  question:
    /^(?:et |mais )?(?:pourquoi|quand|ou|comment|est ce|qu est|quel|quelle|qui|que|puis je|peut on|vous avez|tu as|il y a|on s)\b/,
};
