import { about, notSo, opposite, question } from './german.guards.ts';
import { bare, insists, optOut, optOutUnlessAbout } from './german.opt-out.ts';
import { GERMAN } from './german.words.ts';
import type { ConsentLanguage } from './language.ts';
import { keywords, rules } from './pattern.ts';

export const german: ConsentLanguage = {
  optOutWords: keywords(`
    stopp, abmelden, abmeldung, abbestellen, aufhoren, ende, schluss, austragen, beenden, mich abmelden,
    keine nachrichten mehr, hor auf, hort auf, nachrichten abbestellen, sms abbestellen, loschen, halt,
    horen sie auf, hor auf damit, es reicht, reicht, reichts, genug, kundigen, abo kundigen, kundigung,
    verpiss dich, verpisst euch, verschwinde, verschwindet, hau ab, haut ab, schnauze, lass mich,
    lasst mich, ruhe, abo beenden, raus, stoppen, stop sms, austragung, abstellen, ausschalten,
    deaktivieren, keine sms, keine sms mehr, keine texte mehr, nie wieder, nicht mehr, abbestellung,
    schluss damit, ich kundige, lasst das, lass das, lassen sie das, widerruf, ich bin raus, bin raus,
    ich will meine ruhe, will meine ruhe, ich will ruhe, unterlassen, unterlassen sie das, unterlasst das,
    nerv nicht, nervt nicht, nerv mich nicht, lasst es, jetzt ist schluss, ich mochte raus, will raus
  `),
  optInWords: keywords(`
    wieder anmelden, anmelden, starten, weiter, fortsetzen, wieder starten, mich wieder anmelden, anmeldung,
    beginnen, neu anmelden, aktivieren, wieder aktivieren, abonnieren, wieder an, wieder dabei, neustart,
    reaktivieren, erneut anmelden, start wieder, bitte wieder, weitermachen, weiter bitte
  `),
  yes: keywords(`ja, jawohl, ja gerne, ja gern, jo, jap, ja klar, jaa, ja ja`),
  help: keywords(`hilfe, hilf mir, hilf, helft, hife, hilfee`),
  insists,
  optOut,
  bare,
  optOutUnlessAbout,
  optIn: rules(
    GERMAN,
    String.raw`
      meld(e|et|en|)(_sie|_ich|) (mich|uns) .. (an|wieder)
      (mochte|will|wurde|konnt|kannst|durft|darf|wollen|konnen|wollte|mocht|hatte) ... wieder ...
          (nachrichten|sms|texte|dabei|bekommen|SEND|anmelden|TEXTS|erhalten|rein|eintragen|haben|mitmachen|
          aufnehmen)
      (schreib|schick|send|text|kontaktier|nehm|nimm|trag|setz)\w* !nie ... <!(nie|nicht|schon|immer) wieder
      wieder ... (auf|in) VON* LISTE
      wieder .. (SEND|nachrichten|TEXTS|aufnehmen|eintragen|anmelden|dabei)
      (mich|uns) .. (wieder|neu|erneut) .. (anmelden|eintragen|aufnehmen|dabei)
      (wieder|erneut|nochmal) (rein|einschalten|aktivieren|aufnehmen|hinzufugen|starten|einsteigen|
          mitmachen|anmelden|eintragen|dazu)
      (nehm|nimm|fug|trag|setz)\w* (mich|uns) .. (auf|hinzu|ein|dazu|rein)
      (mochte|will) (mich)? (neu|erneut|wieder)? (anmelden|eintragen|dabei_sein|zuruck)
      (meinung|anders_uberlegt|doch_wieder)
    `,
  ),
  opposite,
  notSo,
  about,
  question,
};
