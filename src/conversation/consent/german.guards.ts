import { GERMAN } from './german.words.ts';
import { rules } from './pattern.ts';

/** Said anywhere, the text asks for the opposite. */
export const opposite = rules(
  GERMAN,
  String.raw`
    h(o)r(t|en_sie|) .. nicht auf
    (will|mochte|mocht) nicht (von|aus) VON* LISTE
    nicht (auf(zu|)horen|abmelden|loschen|streichen|austragen|stoppen|entfernen)
    (meld|streich|losch|entfern|trag|nehm|nimm)(e|t|et|en|)(_sie|) (mich|uns|meine_nummer) (bitte|ja|bloss)?
        nicht
    (schreib|schick|send)(t|e|en|)(_sie|) (mir|uns) (bitte|gerne|weiter|ruhig)* weiter
    (nicht|keine) .. (verpassen|verlieren)
  `,
);

/** Somebody else, another time, what was, and messages from elsewhere. */
export const notSo = rules(
  GERMAN,
  String.raw`
    (app|server|code|slack|discord|github|linkedin|facebook)
    (ex|mama|papa|mutter|vater|chef|freund|freundin|bruder|schwester|jemand|nachbar|kollege|kumpel|er|man|
        leute) (\w+_)?(hort|schreibt|sagt|meint|will|soll|nervt|sagte|hat|schickt)
    (ich|wir|habe|hab) (bekomme|bekommen|erhalte|kriege|kriegen|habe|hab|kann|finde|sehe|verstehe|konnte|
        bekam|erhielt) ... (keine|nicht|nichts|nie) !(angemeldet|bestellt|abonniert|interesse|zugestimmt|
        eingewilligt|lust|bock|gebeten|mehr_lust|mehr_interesse)
    (bekomme|erhalte|kriege|verpasse) (ich)?
    (ihr|du) (schreibt|schreibst|schickt|schickst|meldet|meldest|sendet) .. (mir|mich|euch|dich|uns)? ..
        (nicht|nie|keine)
    (will|mochte|wollte|wollen) (euch|sie|dich|niemanden|ja)* nicht (storen|nerven|belastigen|spammen)
    ab und zu
    lass\w* (mich|uns) .. nicht .. in (ruhe|frieden)
    (wurde|worden|versehen) ... (geloscht|entfernt|gestrichen|abgemeldet|ausgetragen) !(werden|sein)
    (habe|hab) (mich)? .. (abgemeldet|ausgetragen) !ENDE
    (wenn|falls|bevor|sobald|ob) (ich|man|wir|jemand|es)
    (nicht|nie|keine|nichts) .. (vor|nach|wahrend|bis|nachts|abends|morgens|am_wochenende|so_spat|so_fruh|
        heute) .. (uhr|schreiben|acht|neun|zehn|\d+|SEND)
    SEND (sie|bitte)? ME (nicht|keine) (den|die|das|den_link|die_adresse|vor|nach|nachts|so|am|heute)
  `,
);

/** What people cancel, stop and leave besides texts. */
export const about = rules(
  GERMAN,
  String.raw`
    (workshops?|tickets?|kurs|kurse|veranstaltung|veranstaltungen|events?|treffen|newsletter|website|
        webseite|platz|platze|platz|termin|termine|job|arbeit|vortrag|vortrage|anmeldung_fur|konferenz|
        server|container|docker|prozess|linux|branch|code|programm|app|konto|account|github|slack|discord|
        netflix|hackathon|bootcamp|meetup|essen|pizza|kaffee|zug|bus|bahn|flug|regen|musik|projekt|
        bewerbung|gesprach|vorstellungsgesprach|warteliste|gasteliste|rednerliste|teilnehmerliste|
        helferliste|fahrgemeinschaft|foto|fotos|freitag|montag|dienstag|mittwoch|donnerstag|samstag|sonntag|
        morgen_fruh|heute|woche|wochenende|monats?|jahr|ausbildung|schule|uni|raum|parkplatz|datei|tabelle|
        spalte|nutzer|kunden|forum|java|python|react|rucken|straße|strasse|versicherung|vertrag|
        fitnessstudio|cookies|uhr|kinderbetreuung)
  `,
);

/** How questions begin that ask for an answer. */
export const question = rules(
  GERMAN,
  String.raw`
    ^ (ok|wait|warte|oh|sorry|moin|nein|ja|und|aber|hallo|hi|hey|sag|sagt|ah|also|frage|entschuldigung)*
        (warum|wieso|weshalb|wann|wo|wie_(?!oft)\w+|was_(?!genau|an)\w+|wer|wen|wem|welche\w?|hat|habt|
        haben|ist_(?!schluss|aber|gut)\w+|sind|kann_(ich|man)_(?!mich|bitte|nicht)\w+|konnte_(ich|man)|
        darf_ich_(?!mich)\w+|muss_(ich|man)|fahrt|soll_ich|gibt|gibts|geht|bekomme|schreibt_ihr|
        schreibst_du|(an|in|auf|bei|von|zu|um|aus)_welche\w*|weisst|kennt|kennst|wird|war|stimmt|falls|wenn)
  `,
);
