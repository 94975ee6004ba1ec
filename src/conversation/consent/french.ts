import { about, notSo, opposite, question } from './french.guards.ts';
import { bare, insists, optOut, optOutUnlessAbout } from './french.opt-out.ts';
import { FRENCH } from './french.words.ts';
import type { ConsentLanguage } from './language.ts';
import { keywords, rules } from './pattern.ts';

export const french: ConsentLanguage = {
  optOutWords: keywords(`
    arret, arreter, arretez, arrete, desabonner, desabonnement, desinscrire, desinscription, stop arret,
    se desabonner, me desabonner, me desinscrire, se desinscrire, desabonne, stopper, stoppez, ca suffit,
    desabonnez, desinscrivez, desinscris, resilier, resiliation, resiliez, suffit, assez, degage, degagez,
    je resilie, resilie, laisse moi, laissez moi, lachez, lache, fin, fin des messages, annuler abonnement,
    retirer, supprimer, fichez le camp, casse toi, va te faire foutre, plus rien, fous le camp, quitter,
    stop tout, cassez vous, retirez, supprimez, effacez, enlevez, oubliez moi, oublie moi, lache moi,
    lachez moi
  `),
  optInWords: keywords(`
    reprendre, recommencer, demarrer, commencer, debut, reabonner, me reabonner, abonner, se abonner,
    activer, reactiver, reprenez, recommencez, reinscription, me reinscrire, se reabonner, inscription,
    me abonner, continuer, reprends, recommence
  `),
  yes: keywords(`oui, ouais, oui oui, ui, ouii, yes oui, oui bien sur`),
  help: keywords(`aide, aidez moi, aide moi, aidez, a l aide, aider, aides`),
  insists,
  optOut,
  bare,
  optOutUnlessAbout,
  optIn: rules(
    FRENCH,
    String.raw`
      (veux|souhaite|voudrais|aimerais|pouvez|peux|pourriez) ...
          (recevoir|ECRIS|recommencer|TEXTS|reprendre) ... (nouveau|encore|reprendre)
      (reabonn|reinscri|remett|remet|rajout|reajout|reactiv|reintegr)\w* (moi|nous|me|NUMERO|les|mon|le)
      (me|nous) (reabonn|reinscri|remett|rajout|reactiv|abonner|inscrire|reintegr|remettre)\w*
      (de|a) nouveau (recevoir|vos_messages|TEXTS)
      (a|de)? (nouveau) .. (ECRIS|recevoir)
      <!(vous|tu|ils|me|m) (ECRIS) ... (nouveau)
      recommenc\w* (a|de|d|les|vos|DE)* (me|ECRIS|TEXTS|envoyer)
      (repren|reprend|relanc)\w* (DE)* TEXTS
      (pouvez|peux|pourriez) (me|m)? (re|ree|r)(ecri|envoy|contact)\w*
      (veux|voudrais|souhaite|aimerais|peux) (me)? (reabonn|reinscri|revenir|reprendre|redemarr|reactiv|
          recommenc|continuer)\w*
      (je_reviens|remettez|rajoutez|reprenez|reprends|continuez|reactivez) (moi|les|vos|le|tout|DE)*
          (TEXTS|LISTE)*
      (je_ai|j_ai)? change de avis
      (inscri|abonn)\w* (moi|nous) .. (nouveau|liste)
    `,
  ),
  opposite,
  notSo,
  about,
  question,
};
