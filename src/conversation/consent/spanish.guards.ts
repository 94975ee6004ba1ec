import { SPANISH } from './spanish.words.ts';
import { rules } from './pattern.ts';

/** Said anywhere, the text asks for the opposite. */
export const opposite = rules(
  SPANISH,
  String.raw`
    (no|nunca|jamas|tampoco) (me|les|te|quiero_que|vayan_a|vaya_a|vayas_a|quiero|ya|se)* (pares|paren|pare|
        dejes|dejen|deje|te_detengas|se_detengan|dejar_de_recibir|parar|darme_de_baja|me_des_de_baja|
        des_de_baja|den_de_baja|salirme|(cancel|quit|saqu|borr|elimin)(e|es|en)(me|)) !(mas|en_paz|TEXTS)
    no (quiero|queremos|quisiera|deseo) (que_me|que)? (salir|quit|saq|borr|elimin|remuev)\w*
    <!(me|nos|no|no_me|que|ya_no) (sig(a|an|ue|as|ues)|continu(a|e|en))
        (mandando\w*|escribiendo\w*|enviando\w*|con)
    (todavia|aun|si) quiero (recibir|los|sus|tus|mensajes)
  `,
);

/** Somebody else, another time, what was, and messages from elsewhere. */
export const notSo = rules(
  SPANISH,
  String.raw`
    (app|aplicacion|servidor|codigo|slack|discord|github|linkedin|facebook)
    si (me|nos|yo|mando|envio|escribo|pongo|respondo|contesto|digo|algun|alguna|alguien|un_dia|quiero|
        quisiera|les|te)
    (ex|novi[oa]|mama|papa|jefe|jefa|amig[oa]|herman[oa]|alguien|vecino|primo|compadre|suegra|companer[oa])
        .. (no_(deja|para|puede|va)|dijo|dice|quiere_que|nunca|siempre)
    (ya|no) (me)? (llegan|llego|llegaron|recibo|recibi|mandan|mandaron|han|he|aparecen|mandas|mandaste|
        escriben|escribes|entra|entran|puedo|pude|llega|tengo|sale|salen|recibimos) !NEG
    (gente|personas|alguien|todos|equipo) que
    que (mi|la|el|su) \w+ (deje|pare|cancele)
    no (me|nos|lo|la|le)? (deja|dejan|dejas|dejaba|dejo) .. (en_paz|tranquil[oa]|sol[oa])
    no (deja|dejan|dejas|para|paran|paras) de
    (dejaron|dejaste|dejo|paro|pararon|paraste) de (recibir|INF)
    deje de recibir
    NEG CL* MANDE (nada|TEXTS)? (antes|despues|hasta|mientras|cuando|tan_tarde|tan_temprano|de_madrugada|
        en_la_noche|por_la_noche)
    NEG CL* MANDE (la|el|un|una|lo) (link|direccion|enlace|ubicacion|archivo|foto|codigo|recordatorio|
        horario|mapa)
    NEG CL* QUIERO (perder\w*|molestar\w*|que_dej\w+|que_par\w+|dejar|mandar|escribirle\w*|llegar)
  `,
);

/** What people cancel, stop and leave besides texts. */
export const about = rules(
  SPANISH,
  String.raw`
    (boletos?|entradas?|eventos?|taller|talleres|clases?|reserva|reservacion|citas?|cursos?|registro|
        registrarme|foro|cuenta|trabajo|empleo|asistentes|espera|ponentes|oradores|voluntari\w+|lugar|
        asiento|cupo|pizza|comida|cena|musica|servidor|contenedor|docker|proceso|codigo|linux|dominio|
        charla|platica|reunion|junta|conferencia|entrevista|vuelo|viaje|sitio|pagina|web|app|aplicacion|
        github|slack|discord|netflix|gimnasio|beca|universidad|carrera|escuela|bootcamp|hackathon|temprano|
        comer|cenar|fiesta|camion|autobus|parada|sala|planta|precio|resolucion|volumen|nivel|semana|lunes|
        martes|miercoles|jueves|viernes|sabado|domingo|manana|usuarios|clientes|correos?|boletin|newsletter|
        fotos?|encuesta|seguro|contrasena|contrato|archivo|repositorio|rama|tabla|columna|invitados|
        invitacion|carpool|estacionamiento|participantes)
  `,
);

/** How questions begin that ask for an answer. */
export const question = rules(
  SPANISH,
  String.raw`
    ^ (hey|hi|ok|wait|espera|ah|oh|sorry|gracias|y|pero|oye|oigan|hola|disculpa|disculpe|pregunta|perdon|
        oiga|entonces|bueno|una)* (por_que|porque_(ya|dej\w+|no)|cuando|donde|como_(?!que_)\w+|cual|cuales|
        quien|quienes|a_que|puedo|cancelaron|hay|esta|estan|es|son|cuanto|cuantos|cuantas_(?!veces)\w+|
        que_(?!me_|no_|ya_|nos_|dej|par|se_|le)\w+|alguien|sabes|saben|tienen|tienes|se_cancelo|en_que|
        van_a|vas_a|todavia|aun|fue|sera)
  `,
);
