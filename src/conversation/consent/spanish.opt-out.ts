import { SPANISH } from './spanish.words.ts';
import { rules } from './pattern.ts';

/** Threats and repetitions, often in the form of a question or a condition. */
export const insists = rules(
  SPANISH,
  String.raw`
    (cuantas_veces|ya_les|ya_te|ya_le|les|te|le|ya) (habia|he|habiamos|hemos)? (dicho|pedido|avisado|dije|
        he_dicho|tengo_que|pedi|he_pedido|digo|dijimos|mencione|decir\w*) ~ (no|par(en|es|ar\w+|)|
        dej(en|a|es|ar\w+)|cancel\w+|alto|basta|stop|quit\w+|borr\w+)
    (si|otro|otra|un|una|vuelven|vuelves|proximo|siguiente|sigues|siguen) ~
        (escrib\w*|mand\w*|TEXTS|molest\w*|contact\w*) ~
        (denunci|report|demand|bloque|acus|abogad|polici)\w*
    (denunci|report|demand|bloque)\w* ~ si ~ (escrib\w*|mand\w*|TEXTS|molest\w*|contact\w*|dej\w*|par\w*)
    (sig(a|an|ue|ues|uen)|continu\w+) ~ (denunci|report|demand|bloque|acus)\w*
    (policia|abogad[oa]) ~ si ~ (escrib\w*|mand\w*|TEXTS|molest\w*|contact\w*)
    (pued\w+|podri\w+) (ya)? parar (ya|por_favor|FIN)* $
    que parte de ~ (no|alto|basta|stop|para|paren)
  `,
);

/** The texts are to end, whatever else the clause mentions. */
export const optOut = rules(
  SPANISH,
  String.raw`
    NEG CL* MANDE ... (mas|nunca|jamas|nada|TEXTS|ESTO|aqui|numero|telefono|celular|ya|mi|otra_vez|de_nuevo|
        nuevamente|denuevo)
    NEG CL* MANDE FIN* $
    (que|favor|pido|les|de|ya|prefiero|preferiria|pedirles|pedirle|mejor) no CL* (MANDE|INF)
    ^ BEGIN* NEG CL* INF
    NEG CL* INF ... (mas|nunca|jamas|nada|TEXTS|aqui|numero)
    NEG CL* QUIERO ... (MANDE|INF|TEXTS|contactad[oa]|contacten|saber|recibir|recibirlos|molestad[oa])
    NEG CL* QUIERO .. ESTO (de_ustedes|suyo|suyos|FIN)* $.
    NEG CL* QUIERO (seguir|estar|continuar|formar_parte|ser_parte|aparecer|figurar|pertenecer|quedarme) ..
        (suscrito|suscrita|inscrito|inscrita|recibiendo|en_(su|la|esta)|LISTA)
    PARA .. (de|con|d|a)? ... (INF|chingar|joder)
    PARA (ya)? (con|de|sus|los|estos|tus|esos|a) DE* TEXTS
    (ya)? dej(a|e|en|ad|es|ar|arme)(me|nos|) (ya|a_mi|a_mi_\w+|NUMERO)*
        (en_paz|en_pas|tranquil[oa]s?|sol[oa]|quiet[oa])
    (no|ya_no|nomas_no) CL* (chingues?|chinguen|jodas?|jodan|frieguen|friegues|mueles?|estorben)
    (me_canse|nos_cansamos|hart[oa]s?|cansad[oa]s?|fastidiad[oa]s?|enfadad[oa]s?|hasta_la_madre|
        hasta_el_gorro|hasta_los_huevos) ... (TEXTS|esto|ustedes|INF|tanto)
    (retir|revoc|anul|cancel|quit)(o|amos|ar) .. (consentimiento|permiso|autorizacion)
    NEG CL* (autorizo|autorice|consiento|consenti|doy|di|permiti|he_dado|tienen|tienes|dieron) ..
        (TEXTS|permiso|consentimiento|autorizacion|que_me)
    (voy_a|vamos_a|los|te|lo|les|la|le|voy) (voy_a|tendre_que|a)?
        (bloque|report|denunci|demand)(ar|o|are)(los|te|lo|la|le|les|)
        (a|ustedes|este|el|su|numero|por|como|spam|acoso|con|ante|ya)* $
    NEG CL* QUIERO (participar|tomar_parte|formar_parte|ser_parte) (en|de|ESTO|FIN|DE)* $
    NEG CL* (incluy|agregu|agreg|anad|apunt|met|suscrib|pong)(a|an|e|en|as|es)(me|) (en|a) DE* (LISTA|TEXTS)
    NEG CL* (guard|us|compart|teng|utilic)(e|en|a|an|es|as) NUMERO
    (olvid(a|e|en)(te|se|)|pierd(a|an|e)|bot(a|en)) (de)? (mi|este) (numero|celular|telefono|num)
  `,
);

/** Nothing but the end itself. */
export const bare = rules(
  SPANISH,
  String.raw`
    <!(se|donde|cuando|no|que_no|nunca) (paren|parenle|basta_ya) FIN* $.
    ^ BEGIN* (no_mas|basta|ya_estuvo|ya_estuvo_bueno|suficiente|parenle|parale|callense|paren|stop|alto)
        FIN* $.
  `,
);

/** What is said of other things too: lists, cancelling, switching off. */
export const optOutUnlessAbout = rules(
  SPANISH,
  String.raw`
    (dej(a|e|en|es|ar)_(ya_|)(de|con|d)|paren|ces(a|e|en|ar)|basta|deten\w*) ~ (TEXTS|INF)
    NEG ~ (quiero|deseo|necesito|quisiera|interesan?|autorizo|gustaria) ~ (TEXTS|INF|MANDE)
    QUITA ~ (NUMERO) ~ (de|del) ~ LISTA
    (me|nos) ~ QUITA ~ (de|del) ~ LISTA
    QUITA(me|nos) DE* LISTA* FIN* $
    ^ BEGIN* (sacar|quitar|borrar|eliminar|remover|retirar) (de|del) DE* LISTA FIN* $
    (me|nos) (hartaron|hartan|tienen_hart\w+|canse|cansaron|cansan|aburrieron) (FIN|TEXTS|con|de|DE)* $
    QUITA(me|nos) DE* LISTA
    QUITA (ya)? NUMERO (de|del)? DE* LISTA
    ^ BEGIN* QUITA (el|ese|este)? (numero|contacto|telefono) FIN* $
    ^ BEGIN* fuera de DE* LISTA FIN* $
    (confirm|asegur|verifi)\w* ... (borr|elimin|quit|dieron_de_baja|dado_de_baja|sac)\w*
    (debe|tiene_que|tengo_que|necesito) (salir|quitarse|borrarse) de DE* LISTA
    (solicitud|peticion|tramite) de (baja|cancelacion|eliminacion)
    QUITA (ya)? NUMERO FIN* $
    (borr|elimin|quit|olvid|saqu)(a|e|en|ar|es)(lo|la|los) DE* LISTA? FIN* $
    (me|nos) (pued\w+|podr\w+|van_a|vas_a|gustaria_que_me|quiero|quisiera|gustaria|hac\w+_el_favor_de)*
        (QUITA|salir) DE* LISTA
    (me|nos) (pued\w+|podr\w+|van_a|vas_a|quiero|gustaria|quisiera)* QUITA FIN* $
    (dar|dame|denme|deme|den|da|dan|darme|darnos|darse|dad|doy|dadme|me_de|que_de|solicito|solicite|pedi|
        pido|deseo|quiero|necesito|tramiten|procesen)
        (me|mi|la|a_mi|a_este_numero|este_numero|mi_numero|mi_celular|ya|de)* baja
    (solicit|pid|exij|quier|requier)(o|amos) (la|una|que_la)?
        (eliminacion|cancelacion|remocion|baja|anulacion|desuscripcion) (de|del)?
    bajas? (de|del)? DE* (LISTA|este_numero|mi_numero|inmediata)
    ^ BEGIN* (cancel|anul|suspend|deten|deteng|apag|desactiv|deshabilit|fren|par|termin|bloque|elimin|borr|
        quit|ces|silenci)(a|e|en|ar|an|er|o|amos|ad|uen)(me|) DE*
        (TEXTS|suscripcion|servicio|todo|lo_que_sea|esto|eso|inscripcion) (DE|TEXTS|FIN|suscripcion)* $
    (quiero|quisiera|deseo|necesito|gustaria|pido|favor|agradeceria) ...
        (dejar|dejaran|dejen|deje|paren|dejes|pare|no) (de|ya|seguir|me|nos)* (INF|recibir|recibiendo|MANDE)
    (quiero|quisiera|deseo|necesito|solicito|pueden|podrian|gustaria|me|favor_de) .. (salir|borrar|eliminar|
        quitar|desuscribir|desinscribir|desafiliar|cancelar|anular|excluir|retirar)(me|se|) DE*
        (LISTA|NUMERO)* FIN* $
    ^ BEGIN* (no|ni|ningun|ninguna?|sin|cero|nada|basta|stop|alto|fin|suficientes?|demasiados) DE*
        (un|un_solo|uno|tipo|llamadas|ni|no|o|y)* DE* TEXTS (de_texto|mas|DE|no|me|FIN|numero|ustedes)* $.
    NEG CL* (suscrib|registr|inscrib|anot|apunt|ped|pid|solicit|autoric|autoriz)\w* ..
        (esto|eso|nada|TEXTS|estos|este_servicio|INF|me_\w+) FIN* $
  `,
);
