import type { ConsentLanguage } from './language.ts';

const TEXTS =
  '(?:nachrichten|nachricht|sms|texte|mitteilungen|meldungen|werbung|spam|msgs?|infos|erinnerungen)';
const SEND =
  '(?:schreib|schick|send|text|sms|kontakt|nachricht|spam|vollzuspam|zuzuspam|zuspam|belastig|belaestig|nerv|zuzutext|zutext|anschreib|anzuschreib|meld|anruf|zumull|zuzumull)\\w*';

export const german: ConsentLanguage = {
  optOutWords: (
    'stopp|abmelden|abmeldung|abbestellen|aufhoren|aufhoeren|ende|schluss|austragen|beenden|' +
    'mich abmelden|keine nachrichten mehr|hor auf|hoer auf|hort auf|nachrichten abbestellen|' +
    'sms abbestellen|loschen|halt'
  ).split('|'),
  optInWords: 'wieder anmelden|anmelden|starten|weiter|fortsetzen|wieder starten|mich wieder anmelden'.split(
    '|',
  ),
  yes: ['ja', 'jawohl'],
  help: ['hilfe'],
  optOut: [
    new RegExp(`\\bh(?:o|oe)r(?:t|e|en sie)? (?:\\w+ ){0,2}?auf(?: \\w+){0,4} ${SEND}`),
    new RegExp(
      `\\b${SEND} (?:sie |ihr )?(?:mir|mich|uns|dieser nummer|diese nummer)(?: \\w+){0,2} (?:nicht|nie|keine|nichts)(?: \\w+)? ?(?:mehr|wieder|${TEXTS}|$)`,
    ),
    new RegExp(`^(?:\\w+ ){0,3}?keine (?:weiteren |solchen )?${TEXTS}(?: \\w+){0,4}$`),
    new RegExp(
      `\\b(?:mochte|moechte|will|wunsche|brauche|mag) (?:\\w+ )?(?:keine|nichts|nicht)(?: \\w+){0,4} ?(?:${TEXTS}|von euch|von ihnen|kontaktiert|angeschrieben|horen)`,
    ),
    /\b(?:nehm|nimm|streich|losch|loesch|entfern|trag|werf)\w* (?:\w+ )?(?:mich|uns|meine (?:nummer|handynummer|daten)|diese nummer)(?: \w+){0,4}(?: (?:von|aus) (?:der|eurer|ihrer|deiner|dieser)(?: \w+)?|$| bitte| aus)/,
    /\bmeld(?:e|et|en sie)? (?:mich|uns) (?:\w+ ){0,5}?ab\b/,
    new RegExp(
      `\\b(?:mochte|moechte|will|wurde|wuerde)(?: gern| gerne)? (?:mich|die|diese|eure|ihre)(?: ${TEXTS}| sms| liste)? (?:\\w+ )?(?:abmelden|abbestellen|austragen)$`,
    ),
    new RegExp(`\\b(?:aufhoren|aufhoeren)(?: \\w+){0,3} ${SEND}|\\bnicht mehr ${SEND}`),
    /\b(?:von|aus) (?:der|eurer|ihrer|dieser|deiner) liste (?:runter|gestrichen|entfernt|raus|weg)/,
    /\blass(?:t|en sie)? (?:mich|uns) (?:\w+ )?in (?:ruhe|frieden)/,
    new RegExp(`\\bstopp? (?:\\w+ ){0,3}?${TEXTS}`),
    new RegExp(`\\b${TEXTS} (?:\\w+ )?(?:abbestellen|stoppen|beenden)(?: bitte)?$`),
  ],
  optIn: [
    /\bmeld(?:e|et|en sie)? (?:mich|uns) (?:\w+ ){0,2}?(?:wieder )?an\b/,
    /\b(?:mochte|moechte|will) (?:\w+ ){0,2}?wieder (?:\w+ ){0,3}?(?:nachrichten|sms|texte|dabei|bekommen)\b|\b(?:schreib|schick|send)\w* (?:mir|uns) (?:\w+ )?wieder\b/,
  ],
  notSo: [
    /\bh(?:o|oe)r(?:t|en sie)? (?:\w+ )?nicht auf\b|\bnicht auf(?:zu)?h(?:o|oe)ren\b/,
    /\b(?:workshop|ticket|kurs|veranstaltung|event|treffen|newsletter|website|platz|termin)\b/,
  ],
  question:
    /^(?:und |aber )?(?:warum|wieso|wann|wo|wie|was|wer|welche\w?|hat|habt|haben|ist|sind|kann ich|konnte ich|darf ich|muss ich|fahrt)\b/,
};
