import { about, notSo, opposite, question } from './portuguese.guards.ts';
import { bare, insists, optOut, optOutUnlessAbout } from './portuguese.opt-out.ts';
import { PORTUGUESE } from './portuguese.words.ts';
import type { ConsentLanguage } from './language.ts';
import { keywords, rules } from './pattern.ts';

export const portuguese: ConsentLanguage = {
  optOutWords: keywords(`
    parar, pare, parem, sair, cancelar, descadastrar, remover, chega, cancelar mensagens, nao quero mais,
    basta, me descadastrar, descadastre, descadastra, descadastrem, cancela, cancele, cancelem,
    sair da lista, parar mensagens, chega de mensagens, para, pare com isso, sai, excluir, desinscrever,
    para com isso, ja chega, para ja, pode parar, podem parar, quero sair, quero cancelar, me tira, me tire,
    me tirem, me remove, me remova, me remover, me exclui, me excluam, me exclua, nunca mais, desativar,
    nao mais, chega disso, sumam, vaza, cancelar inscricao, cancelar assinatura, me deixa, me deixe,
    me deixem, desinscrever me, encerrar, stop mensagens, interromper, descadastro, desiscrever,
    quero parar, parar tudo, para tudo, me poupe, me poupem, me esquece, me esquecam, sai do meu pe,
    larga do meu pe, nao autorizei, nao autorizo, me larga, me erra, cala boca, apague, apaguem, apaga,
    remova, remove, exclua, delete, retire
  `),
  optInWords: keywords(`
    voltar, comecar, iniciar, retomar, reativar, ativar, quero voltar, recomecar, inscrever, cadastrar,
    me cadastrar, reiniciar, continuar, me inscrever, assinar, recadastrar, recadastre, reinscrever,
    quero receber, inicio, quero me inscrever, quero entrar, voltar por favor, religar
  `),
  yes: keywords(`sim, sim sim, sim quero, claro que sim, siim, simm, s, isso sim, quero sim`),
  help: keywords(`ajuda, ajude, ajuda aqui, me ajuda, me ajudem, ajudar, ajudem`),
  insists,
  optOut,
  bare,
  optOutUnlessAbout,
  optIn: rules(
    PORTUGUESE,
    String.raw`
      (quero|queria|gostaria|desejo|pode|podem|posso|podia|poderia) ...
          (receber|voltar|MANDE|inscrever|TEXTS|volta) ... (de_novo|novamente|outra_vez|denovo|volta)
      (quero|queria|gostaria|desejo|pode|podem|poderia) .. (voltar|retomar|reativar|me_inscrever|
          me_cadastrar|recomecar|volta|assinar)
      (volt|retorn|recomec)(e|em|a|ar|am|ei) a (me)? (MANDE|receber)
      (mand|envi|escrev|cham)(e|em|a|ar|er|am_me|arem|ando|ar_me) ... (de_novo|novamente|outra_vez|denovo)
      me (cadastr|inscrev|adicion|coloc|coloqu|bot|inclu|poe|ativ|pon|reativ|recadastr|readicion)\w* ..
          (novo|novamente|volta|lista|outra_vez|denovo)
      (cadastr|inscrev|adicion|coloc|coloqu|bot|inclu|reativ|recadastr)(a|e|em|am|ue|uem|ar) (me|meu|eu)
      (retom|reativ|recomec|volt|continu|relig)\w* (DE)* (TEXTS|inscricao|assinatura)
      (me_adiciona|me_inclui|me_coloca|me_inscreve|me_cadastra|me_recadastra|me_readiciona)
      (quero|queria|gostaria_de|posso) (voltar|entrar|participar|me_inscrever|me_cadastrar|receber)
      (mudei_de_ideia|me_arrependi)
    `,
  ),
  opposite,
  notSo,
  about,
  question,
};
