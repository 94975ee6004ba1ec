import type { ConsentLanguage } from './language.ts';

const TEXTS = '(?:mensajes?|mensajitos|textos?|sms|msjs?|mjs|avisos|notificaciones|spam)';
const SEND = '(?:mand|envi|escrib|text|contact|llam|molest|fastidi|hostig|spame|chat)\\w*';

export const spanish: ConsentLanguage = {
  optOutWords: (
    'alto|parar|pare|paren|para|detener|baja|cancelar|basta|desuscribir|desuscribirme|' +
    'darme de baja|dar de baja|no mas|no mas mensajes|cancelar suscripcion|terminar|quitar|' +
    'dejame en paz|detente|alto mensajes'
  ).split('|'),
  optInWords: 'empezar|comenzar|alta|iniciar|reanudar|activar|suscribirme|volver'.split('|'),
  yes: ['si', 'claro que si'],
  help: ['ayuda'],
  optOut: [
    new RegExp(
      `\\b(?:no|nunca|ni) (?:me |nos |le )?(?:vuelvan? a |vuelvas a |quiero que me |vayan a )?${SEND}(?: \\w+){0,2}? ?(?:mas|nunca|jamas|${TEXTS}|$)`,
    ),
    new RegExp(
      `\\bno (?:quiero|deseo|necesito|me interesa\\w*|quisiera)(?: \\w+){0,4} (?:${TEXTS}|me ${SEND}|contact\\w*|de ustedes|suyo)`,
    ),
    new RegExp(
      `\\b(?:deja|dejen|dejad|dejes|deje|para|paren|parale|parenle|pare|basta|cesen|cese|ya) (?:ya )?(?:de|con) (?:\\w+ ){0,3}?(?:${SEND}|${TEXTS}|ching\\w*|jod\\w*)`,
    ),
    new RegExp(`\\bya no (?:me )?${SEND}`),
    /\b(?:borr|quit|elimin|sac|saqu|remuev|remov|retir)\w* (?:por favor )?(?:(?:me )?(?:de|a mi|mi numero|mi telefono|mi contacto|este numero)\b)(?: (?:de )?(?:la|su|tu|esta|sus|los|todas)? ?(?:listas?|mensajes|contactos|base))?(?: por favor)?/,
    new RegExp(
      `\\b(?:dar(?:me|nos)|dame|denme|deme|da me|dar) de baja(?:$| (?:de |del |en )?(?:los |estos |sus |tus |la |esta |este |su )?(?:${TEXTS}|lista|servicio|suscripcion)| por favor| ya| ahora)`,
    ),
    /\bdej(?:a|e|en|ad)(?:me|nos) (?:en paz|tranquil\w|de (?:molestar|escribir|mandar|enviar|llamar|textear|chingar|joder))/,
    /\bcancel(?:ar|en|a|e) (?:los |estos |mis |sus |la |mi )?(?:mensajes|suscripcion|textos|sms)$/,
    /\bno mas (?:mensajes|textos|sms|msjs?)/,
  ],
  optIn: [
    /\b(?:quiero|deseo|quisiera|pueden|volver a|me gustaria) (?:\w+ ){0,3}?(?:recibir|mandarme|enviarme)(?: \w+){0,3} (?:otra vez|de nuevo|nuevamente)\b|\bvolver a recibir\b/,
    /\b(?:vuelv\w+ a (?:mandar|enviar|escribir)\w*|dame de alta|darme de alta|denme de alta|suscribeme|vuelv\w+ a suscribir\w*)\b/,
  ],
  notSo: [
    /\bno (?:pares|paren|pare|dejes|dejen|deje|te detengas)\b/,
    /\b(?:boleto|entrada|entradas|evento|taller|clase|reserva|cita|curso|registro)\b/,
  ],
  question:
    /^(?:y |pero |oye )?(?:por que|porque dej|cuando|donde|como|que|cual|quien|a que|puedo|podria|cancelaron|hay|esta|es)\b/,
};
