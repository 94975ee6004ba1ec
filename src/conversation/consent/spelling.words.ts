const words = (list: string): string[] => list.trim().split(/\s+/);

/** What people write instead of a word, the commonest slips and short forms; `_` is a space. */
const INSTEAD_OF = `
  stop_it: stopit
  stop_texting: stoptexting
  this: dis ths thsi tihs
  that: dat
  these: dese thes theese tehse
  stop: stap stpo sotp tsop stopp stahp stoop srop dtop stoo stopo stoip stpp syop sstop stob stopt sto0p st0p stip
  dont: dnt dotn doont donot dnot dint dontt dony
  you: u yu yall
  your: ur yr yor youre
  lista: lsita litsa
  nummer: numer numma
  nachrichten: narichten nachichten nachrichen nachrihten
  are: r
  text: txt tex tect tetx rext txet
  texts: txts texs tetxs
  texting: txting txtn txtin txtng textin textn texing txing txxting
  message: msg mesg mssg mesage mssge massage
  messages: msgs mssgs mesgs massages msges
  messaging: msging messagin msgin msgn massaging mesaging
  contact: conctact cantact
  want_to: wanna
  want: wnat wan
  going_to: gonna
  got_to: gotta
  let_me: lemme
  out_of: outta
  because: bc cuz coz becuz cus
  opt_out: optout
  opt_in: optin
  no_more: nomore
  more: mroe moer mor
  list: lsit lits lsits
  take: tkae taek tke
  alone: alnoe aloen aloone alon
  out: otu oit uot ot
  opt: optt otp
  leave: leav laeve leve
  from: frm fom
  remove: rmove
  please: pls plz plss plzz plese plase pleas pleasee pease
  quiero: kiero
  veux: veu
  que: q ke
  por: x
  aqui: aki
  de: d
  me: m
  je: j
  te: t
  se: s
  mensajes: mjs mjes msjs mensages mensajs msgjs
  mensaje: msj mensage
  voces: vcs voceis
  voce: vc vcê
  nao: naum nn
  nicht: nich nciht nit
  nichts: nix
  schreib: schreibe schreb
`;
export const WRITTEN: ReadonlyMap<string, string[]> = new Map(
  INSTEAD_OF.trim()
    .split('\n')
    .flatMap((line) => {
      const [right = '', wrong = ''] = line.trim().split(': ');
      return wrong.split(' ').map((word) => [word, right.split('_')] as const);
    }),
);

/** Longer words that people mistype; a text is read as if they had been written right. */
export const OFTEN_MISTYPED = words(`
  unsubscribe unsubscribed texting messaging messages message sending cancel anymore remove number spamming
  receiving contacting contact bothering harassing delete consent permission interested longer subscription
  blocking notifications removed want texts please cancelar mensajes escribir escribirme escriban mandarme
  manden equivocado numero suscripcion quiten mensagens mensagem descadastrar mandar parem receber arretez
  arrete desabonner desabonnez desinscrire desinscription recevoir tranquille retirez supprimez abmelden
  abbestellen nachrichten nachricht schreiben loschen aufhoren keine nicht schicken liste verteiler
`);

/** Words that people write as they hear them. */
export const WRITTEN_BY_EAR = words(`
  quiero quitenme quitame quiten quita aqui cancela cancelar cancelen cancelo baja borrenme borren borra
  borrame borrar escriban escribir escribirme escribas escriba saquenme sacame mensajes mensaje suscripcion
  recibir enviar envien enviarme dejenme dejen dejame deja paren numero equivocado vuelvan basta ruhe
  receber mensagem mensagens chega deixa deixem gracias arretez arreter desabonnez desabonner tranquille
  messages
`);

/** Words of their own that are one slip away from one of those. */
export const WORDS_OF_THEIR_OWN = new Set(
  words(`
    arret quien quienes quieren quieres queda quite quiet remover remova wants context contacts contract content
    sender cancelas canceled cancelled deleted messaged testing resting lister listen liste lists recieve
    escriba escribi escribe mandare mande quiten receber recebe reciben mandara arreter arretes retires
    retire numeros nummer nombre member members mein meine tranquila tranquilo tranquilas mensajero message
    messages recover remote kleine eine keinen keines keiner lastige lange longest loner
  `),
);
