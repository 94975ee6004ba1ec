import { about, notSo, opposite, question } from './spanish.guards.ts';
import { bare, insists, optOut, optOutUnlessAbout } from './spanish.opt-out.ts';
import { SPANISH } from './spanish.words.ts';
import type { ConsentLanguage } from './language.ts';
import { keywords, rules } from './pattern.ts';

export const spanish: ConsentLanguage = {
  optOutWords: keywords(`
    alto, parar, pare, paren, para, parad, detener, detente, detenganse, detengan, baja, cancelar, cancela,
    cancelen, cancele, basta, anular, desuscribir, desuscribirme, desuscribanme, desuscribeme,
    desinscribirme, desinscribir, darme de baja, dar de baja, dame de baja, no mas, no mas mensajes,
    ya no mas, cancelar suscripcion, anular suscripcion, terminar, finalizar, quitar, salir, salirme,
    dejame, dejenme, dejame en paz, ya dejame, ya dejenme, alto mensajes, ya para, ya paren, para ya,
    ya basta, ya estuvo, parale, parele, ya parele, parenle, eliminar, eliminarme, borrar, borrarme,
    remover, desactivar, no molestar, no molesten, no molestes, baja definitiva, largate, vete,
    quiero salir, quitame, quitenme, quitarme, eliminame, eliminenme, borrame, borrenme, sacame, saquenme,
    callate, fuera, no quiero mas, no quiero nada, ya no quiero, ya no quiero mas, suspender, ya stop,
    olvidame, olvidenme, olvidense de mi, ya chole, ya bajenle, ahorrense los mensajes, silenciar,
    cancelacion, bloqueado, bloqueados, no autorice, no autorizo, borrenlo, borrelo, eliminenlo, eliminelo,
    quitenlo, quitelo, quitalo, borralo, me salgo, me quiero salir, bloquear
  `),
  optInWords: keywords(`
    empezar, comenzar, alta, iniciar, reanudar, activar, suscribirme, suscribir, suscribeme, volver,
    reactivar, continuar, inscribirme, reiniciar, dar de alta, darme de alta, quiero volver, suscribanme,
    reactivenme, activame, inicio, reinicio, seguir, regresar, reinscribirme, volver a empezar,
    empezar otra vez, agregame, agreguenme
  `),
  yes: keywords(`si, claro que si, si claro, sip, si quiero, simon, si senor, sii`),
  help: keywords(`ayuda, ayudame, ayudenme, alluda`),
  insists,
  optOut,
  bare,
  optOutUnlessAbout,
  optIn: rules(
    SPANISH,
    String.raw`
      (quiero|deseo|quisiera|pueden|puede|puedes|gustaria|necesito|podrian) ...
          (recibir|INF|MANDE|suscribirme|inscribirme|volver|TEXTS) ...
          (otra_vez|de_nuevo|nuevamente|de_vuelta|denuevo)
      (quiero|quisiera|deseo|gustaria|me|pueden|puedes|puede) .. (volver_a|regresar_a|activar\w*|
          reactivar\w*|suscribirme|inscribirme|dar(me|)_de_alta|regresar|volver|reanudar)
      (vuelv|regres)(an|as|e|a|ir|er|ar|en) a (me)?
          (INF|inscribir\w*|suscribir\w*|agregar\w*|poner\w*|activar\w*)
      volver a (recibir|mandar\w*|inscribir\w*|suscribir\w*)
      (dame|darme|denme|den|dar|deme) (me)? de alta
      (suscrib|inscrib|agreg|reactiv|apunt|anot|met|pon|incluy|anad|activ|regis)\w*(me|nos) ...
          (otra_vez|de_nuevo|nuevamente|de_vuelta|lista)
      ^ (si|sip) .. (otra_vez|de_nuevo|start|alta|empezar)
      <!(me|nos|se) (mand|envi|escrib|text|contact)(e|en|ar|ir|a|ame|enme|ime|anme|arme|irme|eme|enos)(me|)
          ... (otra_vez|de_nuevo|nuevamente|denuevo|de_vuelta)
      (suscribeme|reactivame|reactivenme|inscribeme|suscribanme|inscribanme|agreguenme|agregame|apuntame|
          apuntenme|activenme)
      (quiero|me_gustaria|puedo) (regresar|volver|continuar|seguir_recibiendo|reinscribirme|inscribirme|
          apuntarme)
      (agrega|agrege|agregu|apunt|anot|mete|metan|inscrib|pong|pon|activ)\w*me
      (volv|reanud|reactiv|continu|activ)\w* (DE)* (TEXTS|suscripcion|servicio)
      (me_arrepenti|cambie_de_opinion|cambie_de_idea)
      (empez|empiez|empiec|comienz|comenz|reanud|comienc|continu|sigan|sigue|reinici)\w* ...
          (mandando|TEXTS|INF|otra_vez|de_nuevo)
    `,
  ),
  opposite,
  notSo,
  about,
  question,
};
