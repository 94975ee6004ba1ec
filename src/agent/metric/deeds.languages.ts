const oneOf = (words: string): string => `(?:${words.split(' ').join('|')})`;

const SPANISH = [
  `\\b(?:te|lo|la|les|le) he ${oneOf('apuntado registrado inscrito reservado enviado mandado agendado avisado')}\\b`,
  `\\bya (?:te |lo |la |les |le )?${oneOf('apunte registre inscribi reserve envie mande llame agende avise programe')}\\b`,
  `\\b(?:te|lo|la|les|le) ${oneOf('recordare avisare llamare enviare apuntare registrare reservare inscribire mandare')}\\b`,
  `(?<!\\bno )\\b(?:voy a|puedo) ${oneOf('reservar registrar inscribir apuntar recordar llamar enviar mandar agendar avisar buscar')}(?:te|lo|la|les|le|selo)?\\b`,
  `\\bquieres que (?:te |lo |la |les |le )?${oneOf('reserve registre inscriba apunte recuerde llame envie mande agende avise busque')}\\b`,
];
const FRENCH = [
  `\\bj'ai (?:deja |bien )?${oneOf('reserve inscrit envoye appele prevenu programme transmis')}\\b`,
  `\\bje (?:te |vous |t'|les |lui )?${oneOf('rappellerai reserverai enverrai inscrirai previendrai appellerai')}\\b`,
  `\\bje vais (?:te |vous |t'|les |lui )?${oneOf('reserver inscrire rappeler envoyer appeler prevenir chercher verifier')}\\b`,
];
const PORTUGUESE = [
  `\\b(?:ja )?${oneOf('reservei inscrevi enviei mandei liguei agendei marquei avisei')}\\b`,
  `(?<!\\bnao )\\b(?:vou|posso) (?:te |lhe |os )?${oneOf('reservar inscrever lembrar ligar enviar mandar agendar marcar avisar procurar')}\\b`,
];
/** The verb stands at the end, and the "nicht" somewhere before it. */
const GERMAN = [
  `\\bich habe (?:\\w+ ){0,4}${oneOf('gebucht angemeldet reserviert geschickt angerufen eingetragen weitergeleitet erinnert')}\\b`,
  `\\bich (?:werde|kann) (?!(?:\\w+ ){0,4}(?:nicht|kein\\w*)\\b)(?:\\w+ ){0,4}${oneOf('buchen anmelden reservieren erinnern schicken anrufen weiterleiten eintragen nachsehen')}\\b`,
  `\\bich ${oneOf('melde trage erinnere rufe schicke buche leite')} ${oneOf('dich dir dort ihn sie es das')}\\b(?! (?:leider )?nicht)`,
];

/** Sources of expressions for folded text, so without accents. */
export const OTHER_CLAIMS: readonly string[] = [...SPANISH, ...FRENCH, ...PORTUGUESE, ...GERMAN];
