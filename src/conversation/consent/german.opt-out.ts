import { GERMAN } from './german.words.ts';
import { rules } from './pattern.ts';

/** Threats and repetitions, often in the form of a question or a condition. */
export const insists = rules(
  GERMAN,
  String.raw`
    (wie_oft|schon|bereits|x_mal|hab) ~ (gesagt|sagen|gebeten|geschrieben) ~ (stop(p|)|aufhoren|nicht|keine|
        auf|schluss|nein|abmelden|losch\w*|lasst|nehmt|streicht)
    (wenn|noch|nachste|nochmal|sonst|weitere) ~ (TEXTS|SEND|eine|einmal|aufhor\w*|weiter\w*) ~ (anzeig\w*|
        anwalt|polizei|blockier\w*|meld\w*|zeig\w*|verklag\w*|gericht)
    (anzeig\w*|anwalt|polizei|blockier\w*|meld\w*|verklag\w*) ~ (wenn|falls) ~
        (TEXTS|SEND|aufhor\w*|nochmal|weiter)
    (schreib|schick|send|mach)\w* (nochmal|weiter|ruhig|noch) ~
        (anzeig\w*|melde?|blockier\w*|polizei|anwalt)
    (nett|schon|toll|freuen|dankbar|super|lieb) ~ wenn (ihr|du|sie) ~
        (aufhor\w*|losch\w*|abmeld\w*|lass\w*|nehm\w*)
    was (genau)? .. (an|daran|von) .. (stop(p|)|nein|aufhoren) ~ verst\w+
  `,
);

/** The texts are to end, whatever else the clause mentions. */
export const optOut = rules(
  GERMAN,
  String.raw`
    AUF ... auf ... (SEND|TEXTS|damit)
    (aufhoren|aufzuhoren|aufgehort) ... (SEND|TEXTS|damit)
    ... (SEND|zu_SEND|TEXTS) .. (aufhoren|aufzuhoren|auf) ENDE* $
    (stop(p|)|schluss|ende|genug|aufhoren|schnauze_voll|hab(e|)_genug|satt|nase_voll|leid) ..
        (mit|von|der|die|eure|eurer|den|diesen|dem|alle|dieser) VON* (TEXTS|SEND|texterei|schreiberei)
    <!(ihr|du) SEND (sie|bitte)? ME ... NICHT (mehr|wieder|TEXTS|noch|weitere[ns]?|zu|an|ENDE)
    <!(ihr|du) SEND (sie|bitte)? ME .. (nie|niemals|nichts|nicht) (mehr|wieder|noch)? ENDE* $
    <!(ihr|du|ich) SEND (sie|euch|dich|bitte)? .. (nie|nicht|nichts|kein|keine)
        (mehr|wieder|weiteren|weitere|TEXTS|weitere_TEXTS)
    (nicht|nichts|nie|keine?|niemals) .. (mehr|wieder|weiter|weiteren|weiterhin|noch) ... (SEND|zu_SEND)
    (nicht|nie) (mehr|wieder) (SEND)
    NICHT (TEXTS|VON)* (mehr)? (zu)? (SEND) (ENDE|an|ME)* $
    (WILL|ich) .. NICHT ... (TEXTS|von_euch|von_ihnen|von_dir|kontaktier\w+|angeschrieben|horen|belastigt|
        bekommen|erhalten|empfangen|benachrichtigt|kriegen|haben|angetextet|
        angerufen)(?<!(habe|bekomme|bekam|erhalte|kriege|kann|verstehe|finde|sehe|verpassen|konnte)_.*)
    (WILL) (ich)? (das|dies|eure_TEXTS|diese_TEXTS|die_TEXTS|ihre_TEXTS|sowas|
        den_(mist|scheiss|quatsch|mull|kram|service|dienst|spam|newsletter)|
        euren_(service|dienst|spam|mist)) (alles)? (hier)? (nicht|nie) (mehr|weiter)?
        (haben|bekommen|erhalten|ENDE)* $
    (WILL|kein) .. (keine?n?|nichts|nicht) (mehr)? .. (an_\w+|TEXTS|von_(euch|ihnen|dir))
    lass(t|en|)(_sie|) (das|es|mich|uns) .. mit VON* TEXTS
    lass(t|e|en|)(_sie|) (ME)? ... (in_(ruhe|frieden)|ruhe)
    (widerruf|zieh|entzieh|nehm)\w* .. (einwilligung|zustimmung|erlaubnis|einverstandnis|genehmigung)
    (einwilligung|zustimmung|erlaubnis) .. (widerrufen|zuruck|gegeben|erteilt|widerrufe)
    (verpiss|hau|haut|verzieh|geh|scher) .. (dich|euch|ab|weg|sterben) ENDE* $
    (schnauze_voll|nase_voll|satt|leid|nerven|nervt|genug) .. (von|die|mit|eure|der|euren)? VON* TEXTS
    (eure|die|diese|deine|ihre) VON* TEXTS .. (nerven|nervt|stor\w+|belastigen|
        sind_(nervig|unerwunscht|lastig)|unerwunscht)
    (blockier|zeig|meld|anzeig|sperr|verklag|meldet?)(e|en|t|)(_ich|)
        (ich|jetzt|euch|sie|dich|diese_nummer|die_nummer|eure_nummer|das) (jetzt|an|als|bei|der|dem|spam|
        belastigung|polizei|die|nummer|wegen|sonst|anzeigen|bundesnetzagentur|ENDE)* $
    (ich|wir) (werde|werden) (euch|sie|dich|das|diese_nummer|die_nummer) ..
        (blockieren|melden|anzeigen|sperren|verklagen)
    (verzichte|verzichten) .. auf VON* TEXTS
    (keiner|niemand) (will|braucht|mochte|liest) ... TEXTS
    (speicher|benutz|verwend|nutz)(e|t|en|)(_sie|) NUMMER nicht
    (verschon|verschont|verschonen)(_sie|) (mich|uns)
    (spar|spart|sparen)(_sie_sich|) (dir|euch)? VON* TEXTS
    (versuch|versucht|versuchen)(_sie|) nicht (mich|uns|mir) .. (kontakt|schreib|erreich|anzuschreib)\w*
    in (ruhe|frieden) gelassen
    nicht mehr (mitmachen|teilnehmen|dabei_sein) ENDE* $
    will (keiner|niemand) ... TEXTS
    keine?n? (lust|bock|interesse) .. (auf|an) VON* TEXTS
    vergiss meine (nummer|handynummer)
  `,
);

/** Nothing but the end itself. */
export const bare = rules(
  GERMAN,
  String.raw`
    ^ BEGIN* (nicht|nichts) mehr (ENDE)* $.
    ^ BEGIN* AUF .. auf (damit|mit_\w+|ENDE|VON)* $
    ^ BEGIN* (ist|aber|es)* schluss ENDE* $.
    ^ BEGIN* (aufhoren|schluss|reichts?|genug|ist_schluss|stop(p|)) (jetzt|damit|ENDE|mit_\w+)* $.
  `,
);

/** What is said of other things too: lists, cancelling, switching off. */
export const optOutUnlessAbout = rules(
  GERMAN,
  String.raw`
    ^ BEGIN* NICHT VON* TEXTS (mehr|ENDE|an_\w+|diese_nummer|an|VON|erwunscht|gewunscht|notig|TEXTS|
        schicken|senden|empfangen|erhalten|bekommen)* $.
    ^ BEGIN* VON* TEXTS (aus|ab|weg|stopp|stop|einstellen) ENDE* $
    (hort?|horen|aufhoren|aufzuhoren|stoppt) ~ (SEND|TEXTS)
    (mochte|will|wunsche|wollen|brauche) ~ (keine|nicht|nichts|nie) ~ (TEXTS|kontaktiert|angeschrieben)
    NIMM ~ (mich|uns|NUMMER) ~ (aus|von|vom) ~ LISTE
    (mich|uns|NUMMER) ~ (aus|von|vom) ~ LISTE ~ WEG
    ^ BEGIN* (nummer|handynummer|telefonnummer|kontakt|daten) .. WEG ENDE* $
    NIMM .. (mich|uns|NUMMER) ... WEG
    NIMM .. (mich|uns|NUMMER) ... (aus|von|vom) VON* LISTE
    NIMM (mich|uns|NUMMER) ENDE* $
    NUMMER ... (WEG|LISTE)
    ^ BEGIN* nichts mehr (von_euch|von_ihnen|von_dir|ENDE)* $
    (abmelden|abmeldung|austragen) (von|aus|vom|fur) VON* (TEXTS|LISTE)
    ~ <!(nicht|zu) (abmelden|austragen|abbestellen) ENDE* $.
    ^ BEGIN* (wieder|sofort|mich)* (abmelden|austragen|abbestellen|loschen) ENDE* $
    (bitte|bitten|wunsche|verlange|fordere|beantrage|ersuche) ..
        (loschung|entfernung|austragung|abmeldung|streichung|kundigung)
    ^ BEGIN* (um)? (abmeldung|loschung|entfernung|austragung|streichung)
        (VON|TEXTS|LISTE|NUMMER|ENDE|nummer|meiner|daten)* $
    (mochte|will|wurde|wunsche|gern|gerne) ...
        (geloscht|entfernt|abgemeldet|ausgetragen|gestrichen|rausgenommen) (werden|sein) ENDE* $
    (bestatig|versicher)\w* ~ (abgemeldet|geloscht|entfernt|ausgetragen|loschung|abmeldung)
    (mochte|will) VON* (LISTE) (verlassen) ENDE* $
    um (loschung|entfernung|austragung|streichung|abmeldung) .. (gebeten|bitten|bitte)
    (um)? (loschung|entfernung|austragung|streichung) .. (nummer|daten|LISTE)
    (mich|uns) ... (LISTE) .. (WEG|nehmen)
    (mich|uns) (VON|bitte|hier|ab|da|endlich|wieder)* WEG ENDE* $
    meld(e|et|en|)(_sie|_ich|) (mich|uns) ... ab !und_zu
    (mich|uns) (bitte|hier|von|VON|davon|TEXTS|LISTE|gern|gerne|wieder)*
        (abmelden|austragen|abgemeldet|ausgetragen)
    ^ BEGIN* (das|die|diese|eure|den|alle|VON)* (TEXTS|abo|dienst|service|abonnement|das|alles|mich|LISTE|
        anmeldung|nummer) (VON|TEXTS|bitte|hier)* (abmelden|abbestellen|stoppen|beenden|kundigen|loschen|
        einstellen|ausschalten|abstellen|deaktivieren|abschalten|entfernen|austragen|unterlassen|sperren)
        ENDE* $
    ^ BEGIN* (beend|stopp|stell|schalt|kundig|stop|deaktivier|bestell|unterlass|storn|losch|storniere)(e|t|
        et|en|)(_sie|) VON* (TEXTS|abo|dienst|service|das|LISTE) .. (ein|ab|aus|ENDE|stoppen)* $
    (nicht|nie) (mehr|langer|weiter)? (auf|in|teil|bei) VON* LISTE
        (stehen|sein|bleiben|haben|auftauchen|gefuhrt)* ENDE* $
    (kein|keinerlei|nicht) (interesse|interessiert|bedarf) (mehr|an|VON)* TEXTS
    (von|aus) (der|eurer|ihrer|dieser|deiner|dem|eurem|diesem) LISTE (WEG|bitte|ENDE)* $
    (nie|nicht|keine) (angemeldet|bestellt|abonniert|zugestimmt|eingewilligt|eingetragen|gewollt|erlaubt|
        gebeten) ENDE* $
    (mochte|will|bitte) .. (runter|raus|weg) (von|aus)? VON* LISTE? ENDE* $
    (raus|runter|weg) (aus|von) VON* LISTE
    (nie|nicht|keine) .. (TEXTS|erlaubnis|einwilligung|darum) .. (angemeldet|bestellt|abonniert|zugestimmt|
        eingewilligt|gebeten|gegeben|angefordert|erteilt)
  `,
);
