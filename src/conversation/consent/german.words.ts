/** Word lists of the German rules, read by `rules` (`pattern.ts`). */
export const GERMAN = {
  BREAK: `und aber weil wenn dass oder`,
  AUF: `hor(t|e|en|)(_sie|_ihr|_du|) stop(p|)(t|en|e|)(_sie|_ihr|)`,
  SEND: `
    (an|zu|be|voll|zuzu|anzu|vollzu|zurück|weiter|)(schreib|schrieb|schick|send|text|sms|kontakt|nachricht|
      spam(m|)|belastig|belaestig|nerv|meld|anruf|ruf|mull|mail|bombardier|stor|antwort|behellig|
      terrorisier|smse|simse|whatsapp)(e|en|t|st|et|s|ier|iere|ieren|iert|) melden kontaktier(e|en|t|)
    angeschrieben zugespam(m|)t zugeschrieben geschickt gesendet
  `,
  TEXTS: `
    nachrichten nachricht sms texte text textnachricht(en|) mitteilungen? meldungen? werbung werbe_sms spam
    messages? msgs? infos erinnerungen benachrichtigung(en|) mails? whatsapps? newsletter_sms news updates
    kontakt werbenachrichten reklame sachen zeug kram mull quatsch mist scheiss(e|) bullshit kontaktaufnahme
    anrufe einladungen
  `,
  NICHT: `nicht nichts nie niemals kein keine keinen keinerlei keines`,
  ME: String.raw`
    mir mich uns dieser_nummer diese_nummer meine_nummer hier an_diese_nummer auf_diese_nummer
    auf_dieser_nummer meiner_\w+ meinem_\w+ bei_mir an_mich
  `,
  WILL: `
    mochte mocht moechte will wunsche brauche mag wollen mochten benotige wunsch wurde verzichte bitte
    wollte hatte interesse interessier(e|t|en) stimme lust bock bedarf willige
  `,
  WEG: `
    raus runter heraus weg aus ab gestrichen entfernt rausgenommen geloscht austragen entfernen streichen
    loschen rausnehmen rausloschen abmelden herausnehmen rauswerfen abbestellen runternehmen ausgetragen
    abgemeldet nehmen abzumelden auszutragen rauszunehmen zu_loschen
  `,
  NIMM: `
    (nehm|nimm|streich|losch|entfern|trag|werf|wirf|schmeiss|hol|vergiss|vergess|kick|blockier|melde?|sperr|
      nehme|ausschliess|tilg)(e|en|t|et|st|)(_sie|)
  `,
  NUMMER: `
    (meine|diese|die|unsere|meiner|dieser)_(nummer|handynummer|daten|telefonnummer|rufnummer|mobilnummer|
      kontaktdaten|nr|nummern|handynr|tel|telefonnr|kontakt|nummer_hier)
    meinen_(kontakt|namen|eintrag|account) meinen_(mann|sohn|vater) meine_(frau|mutter|tochter|mama)
  `,
  LISTE: `
    liste listen verteiler verteilern datenbank system gruppe kontakten kontaktliste kontakte adressbuch
    sms_liste verteilerliste datei kartei telefonbuch telefon abo dienst service mailingliste chat
    kontaktbuch handy
  `,
  VON: `
    von aus der eurer ihrer dieser deiner dem eurem ihrem deinem diesem den allen euren ihren bitte die eure
    ihre diese alle deine das dieses mehr weiteren? solche[nr]? sms text in fur an auf mit nervigen
    standigen blode[nr]? scheiss verdammten dummen ganzen zukunftigen automatische[nr]? euer ihr dein mir
    mich uns zu schicken senden irgendwelche[nr]? unnotige[nr]? noch sonstige[nr]?
  `,
  ENDE: `
    nochmal an_diese_nummer mehr bitte danke sofort wieder jetzt vielen dank bot chip von euch ihnen dir
    hier mfg gruss grusse viele liebe lg vg bin raus leute sie ihr du ja okay haben sein ok umgehend zu
    schonen tag abend noch und tschuss ciao klar verstanden kapiert damit so endgultig dauerhaft nie kunftig
    in_zukunft zukunftig gerne gern konnen wollen werden mann alter doch schon dann stopp?
  `,
  BEGIN: `
    hallo hi hey guten tag morgen abend moin servus gruss ich wir will mochte moechte wurde wuerde wollte
    gern gerne bitte ihr sie du konnt konnten konnen kannst konntet koennt darf durfte habe hab mir mich uns
    euch es das also so nein ja ab dass um dies diese aber und sorry liebe liebes team chip ok doch sehr
    geehrte damen herren alter mann ey echt leute na nee no nochmal hiermit wunsche wunschen brauche schickt
    schick sendet schreibt von an diese_nummer ne tut leid ich_bitte lieber vorab meinetwegen vllt
    vielleicht bot
  `,
};
