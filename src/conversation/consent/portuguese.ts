import type { ConsentLanguage } from './language.ts';

const TEXTS = '(?:mensage(?:m|ns)|msgs?|sms|textos?|torpedos?|avisos|notificacoes|spam)';
const SEND =
  '(?:mand|envi|escrev|contat|text|perturb|incomod|spam|mensag|msg|encher|enche|ench|chat|lig)\\w*';

export const portuguese: ConsentLanguage = {
  optOutWords: (
    'parar|pare|parem|sair|cancelar|descadastrar|remover|chega|cancelar mensagens|' +
    'nao quero mais|basta|me descadastrar|descadastre|cancela|cancele|sair da lista|' +
    'parar mensagens|chega de mensagens|para|pare com isso'
  ).split('|'),
  optInWords: 'voltar|comecar|iniciar|retomar|reativar|ativar|quero voltar'.split('|'),
  yes: ['sim'],
  help: ['ajuda'],
  optOut: [
    new RegExp(
      `\\b(?:pare|parem|para|parar|chega|deixe|deixem|deixa|basta|pode parar|podem parar) (?:com |de )(?:\\w+ ){0,2}?(?:${SEND}|${TEXTS})`,
    ),
    new RegExp(
      `\\b(?:nao|nunca) (?:me |nos )?(?:volt\\w+ a )?(?:me )?${SEND}(?: \\w+){0,2}? ?(?:mais|nunca|nada|${TEXTS}|$)`,
    ),
    new RegExp(
      `\\bnao (?:quero|desejo|preciso|gostaria|tenho interesse)(?: \\w+){0,4} (?:${TEXTS}|nada (?:\\w+ )?(?:de voces|seu)|contato|contatad\\w)`,
    ),
    new RegExp(`\\bnunca mais (?:me |nos )?${SEND}`),
    /\bnao (?:me )?(?:cham|procur)\w* mais\b|\bnao quero mais (?:saber|nada|isso|receber)\b/,
    new RegExp(`\\bchega de ${TEXTS}`),
    /\b(?:descadastr|remov|tir|apag|exclu|delet|retir)\w* (?:por favor )?(?:meu (?:numero|contato|telefone|cadastro|nome)|este numero|esse numero)/,
    /\b(?:descadastr|remov|tir|apag|exclu|delet|retir)\w* (?:por favor )?(?:me|eu)(?:$| por favor| pfv| (?:da|de|desta|dessa|das|do|dessas|desse) (?:sua |suas |vossa |essa |essas )?(?:listas?|contatos|sistema|mensagens|msgs|avisos|envios)\b)/,
    /\bme (?:tir|remov|exclu|descadastr|apag|retir)\w*(?:$| (?:da|de|dessa|desta|do|das)\b| por favor| pfv)/,
    new RegExp(
      `\\b(?:quero|queria|gostaria de|desejo|preciso) (?:me )?(?:descadastrar|sair d\\w+ (?:sua )?lista|cancelar (?:\\w+ )?(?:${TEXTS}|inscricao|assinatura)|parar de receber)`,
    ),
    /\b(?:me deix\w+|deix\w+ me|deixa eu) em paz/,
    new RegExp(
      `\\bcancel\\w+ (?:as |essas |estas |suas |minhas |o envio de )?(?:${TEXTS}|minha inscricao|assinatura)(?: por favor| pfv)?$`,
    ),
  ],
  optIn: [
    /\b(?:quero|queria|gostaria de|desejo) (?:\w+ ){0,3}?(?:receber|voltar)(?: \w+){0,4}(?: de novo| novamente|$)/,
    /\bvolt\w+ a (?:me )?(?:mandar|enviar|receber|escrever)\b|\b(?:mand|envi)\w* (?:\w+ ){0,3}?(?:de novo|novamente|outra vez)\b|\bme (?:cadastr|inscrev|adicion)\w* (?:de novo|novamente)\b/,
  ],
  notSo: [
    /\bnao (?:para|pare|parem|parar|deixe|deixem|deixa) (?:de|com)\b/,
    /\b(?:ingresso|inscricao no|evento|oficina|reserva|curso|vaga|jantar)\b/,
  ],
  question: /^(?:e |mas |oi )?(?:por que|porque|quando|onde|como|qual|quem|que horas|posso|tem|vai|voces)\b/,
};
