/** Word lists of the Spanish rules, read by `rules` (`pattern.ts`). */
export const SPANISH = {
  BREAK: `y pero porque cuando si o`,
  PARA: `
    dej(a|e|en|es|ad|ar|as|o|aran|ara|aras)(ya|) par(a|e|en|es|ar|ad|eis)(le|) par(ale|enle)
    deten(te|gan|ga|er|gas|)(se|) ces(a|e|en|ar) basta suspend(a|an|e|er) termin(a|e|en|ar) fren(a|e|en)
    stop alto acab(a|en|ar) evit(a|e|en|ar) (absteng|absten)(a|an|gan|ga|erse)(se|) olvid(a|e|en)(te|se|)
    ya_estuvo ya_basta bast(o|ante)
  `,
  NEG: `no nunca jamas ni tampoco nadie`,
  CL: `intent(e|en|es) trat(e|en|es)_de me nos le les se lo los mi ya mas tan tanto tantos a de`,
  /** Imperatives and subjunctives: "no me mandan" is a complaint, "no me manden" a request. */
  MANDE: String.raw`
    (re|)(invit|mand|text|contact|llam|molest|fastidi|spame|acos|habl|chate|mensaje|respond|contest|incomod|
      notifi|envi|texte|hostigu|chingu|busqu|comuniqu|notifiqu|hinch|marqu|marque|friegu)(e|es|en|eis|ees|
      een|ien|ies|ara|aran|aras)(me|nos|se|le|les|mela|melos|)
    (escrib|escriv|jod|insist|respond)(a|as|an|ais|iera|ieran|ieras)(me|nos|le|les|)
    (vuelv|anim|atrev)(a|as|an|an_nunca)_(mas_|)a_INF sig(a|as|an)_\w+ndo(me|) and(e|en|es)_\w+ndo(me|)
    est(e|en|es)_\w+ndo(me|) vay(a|an|as)_a_INF vuelv(a|as|an)_(a|ha)_\w+
  `,
  INF: String.raw`
    (invit|mand|envi|contact|texte|text|llam|molest|fastidi|hostig|spame|acos|ching|habl|busc|mensaje|chate|
      comunic|contest|notific|incomod|hart|bombarde|enbi|marc)ar(me|nos|se|le|les|los|melos|)
    (escrib|escriv|insist|recib)ir(me|nos|se|le|los|) (jod|respond)er(me|nos|le|) ser_\w+d[oa]s?
    volver_a_\w+ estar_\w+ndo(me|nos|)
  `,
  TEXTS: `
    mensajes? mensajitos? mensajeria textos? sms spam notificaci(on|ones) avisos? msj alertas? recordatorios
    promociones publicidad propaganda texts? messages? chats? anuncios whatsapps? comunicaciones
    invitaciones contacto msn msm textitos envios?
  `,
  ESTO: `
    esto eso estos esos nada mas cosas tonterias pendejadas mamadas basura porquerias? chingaderas
    estupideces babosadas mierdas? este_servicio este_chat info informacion
  `,
  QUIERO: `
    sirven? quiere quieren necesita desea quiero deseo necesito quisiera queremos gustaria interesa
    interesan autorizo autorice acepto acepte consiento ocupo solicite pedi interes interesad[oa] permito
    deseamos hacen?_falta doy_permiso di_permiso
  `,
  /** With or without "me": "quítenme", "quiten mi número". */
  QUITA: `
    (borr|quit|elimin|sac|retir|baj|olvid|tach|cancel|anul|bloque|apart|desuscrib|desinscrib|descart|exclu|
      suprim|remov|remuev|saqu|desafili|desapunt|desregistr|excluy|supriman|desvincul)(a|e|en|ar|ad|es|as|
      an|ir|er|amos|aran|ieran|ara)
  `,
  NUMERO: `
    (de_|a_|)(mi|este|ese|nuestro|su|el)_(numero|telefono|celular|contacto|cel|nombre|num|tel|linea|movil)
    mis_datos mi_informacion mi_mama mi_esposa mi_esposo mi_hij[oa]
  `,
  LISTA: `
    listas?(?!_de_(?!mensajes|contactos|difusion|distribucion|envio|texto|ustedes|sms|marketing|todo)) base
    bases sistema grupo contactos directorio registros? servicio agenda suscripcion aqui ahi alli aca alla
    esto eso difusion programa chat todo todas TEXTS
  `,
  DE: `
    de del la las el los su sus tu tus esta estas este estos esa esas ese esos toda todas todo todos
    cualquier vuestra dicha cada mi mis en con al a ya por contactos distribucion difusion envio envios
    texto automaticos? molestos tanto tantos mas otro otros futuros recibir mandar enviar datos
    promocionales marketing dichos
  `,
  FIN: `
    de_ustedes he_dicho dije digo ya ahora nunca jamas mas hoy ustedes usted senor senores buen dia por
    siempre para_siempre en_adelante les le te pido ruego cuanto_antes amigo amigos chip bot robot
    a_este_numero aqui tampoco en_paz lo_antes_posible de_aqui bye adios a_mi que molestan son no es tardes
    buenas noches entonces urgente oiste oyeron entendido entiendan ok si please stop
  `,
  BEGIN: `
    pero dije hola buenas buenos buen dia dias tardes noches ya por me les le te pido quiero quisiera
    necesito deseo pueden puede puedes podrian podria podria[ns] podemos hagan haga el la de que se lo solo
    oye oigan solicito gustaria chip bot ustedes usted y pues entonces no mejor urgente a agradeceria
    agradezco si serian tan amables amable ruego queremos senor senores disculpe disculpa perdon mira miren
    nos pedir pedirles pedirle deberian hay voy vamos estimados dejen quien_sea amigo favorcito hacerme
    hazme haganme un
  `,
};
