/** Word lists of the Portuguese rules, read by `rules` (`pattern.ts`). */
export const PORTUGUESE = {
  BREAK: `e mas porque quando se ou`,
  PARE: `
    par(e|em|a|ar|ou|arem) cheg(a|ou) deix(e|em|a|ar|es|arem) basta cess(e|em|a|ar) interromp(a|am|er)
    suspend(a|am|er) encerr(e|em|a|ar) evit(e|em|ar) acab(e|em|a|ar) stop termin(e|em|ar|a) larg(a|ue|uem)
  `,
  NAO: `nao nunca n nem jamais num ninguem`,
  CL: `
    me nos mais pra para te se lhe vir venha mim ja e quero_que precisa precisam preciso_que voltar?_a volte
    voltem_a volte_a fique fiquem ficar continue continuem tente tentem ouse ousem
  `,
  /** Imperatives, and the indicative that stands for one: "não manda". */
  MANDE: `
    (re|)((mand|envi|contat|contact|text|perturb|incomod|spam|mensag|chat|cham|procur|aporrinh|import|amol|
      torr|respond|notific|notifiqu|avis|bombarde|lig|encaminh|convid|chatei|import|liguem|ligu|aborr|
      mandem|irrit)(e|em|a|es|ar|ando|em_me|arem)|escrev(a|am|e|er|endo|as|erem)|ench(a|am|e|er|endo|am)|
      respond(a|am|er|e)|entr(e|em|ar|a|ando|es)(_mais|_nunca_mais|)_em_contat?o|faca(m|)_contato|insist(a|
      am|ir))(_me|m|lhe|)
  `,
  TEXTS: `
    mensage(m|ns) mensagen mensagenzinhas? menssage(m|ns) msgs? messages? sms textos? texts? torpedos?
    avisos? notificac(ao|oes) spam propagandas? publicidade lembretes alertas? comunicac(ao|oes) contatos?
    informac(ao|oes) promoc(ao|oes) zap whats recados? envios? convites? recebimentos? disparos?
    mensagens_automaticas
  `,
  ISSO: `
    isso isto nada essas? esses coisas? essa_coisa porcaria porcarias lixo besteiras? bobagens? bobagem
    disso desse_tipo dessas esse_negocio negocio palhacada encheção chatice tranqueira
  `,
  QUERO: `
    quer querem deseja quero desejo preciso gostaria queremos tenho_interesse queria necessito autorizo
    autorizei aceito aceitei consinto pretendo interessa interesse pedi solicitei concordo concordei permito
    dou_permissao dei_permissao aguento suporto interessad[oa]
  `,
  TIRE: `
    (descadastr|remov|tir|apag|exclu|delet|retir|elimin|risc|esquec|desinscrev|desvincul|sai|cancel|bloquei|
      bloque|desativ|arranc|limp)(e|em|a|am|ar|er|ir|i|es|as|iam|erem|arem|ue|uem|assem|asse|issem|)
  `,
  NUMERO: `
    (o_|a_|)(meu|este|esse|nosso|minha|o|deste|desse)_(numero|contato|telefone|cadastro|nome|celular|fone|
      tel|zap|numero_de_telefone|num|linha|dados) meus_dados a_mim minha_(mae|esposa|filha)
    meu_(marido|filho|pai)
  `,
  LISTA: `
    listas?(?!_(de|dos|das|do|da)_(?!mensage|contatos?|transmissao|distribuicao|envio|sms|voces|disparo|
      difusao)) contatos sistema base banco cadastro grupo agenda disparos? envios? servico ai dai daqui
    disso aqui isso assinatura inscricao transmissao distribuicao registro registros essa TEXTS
  `,
  DE: `
    de da do das dos dessa dessas desse desses desta deste essa essas esse esses estas? estes? a as o os sua
    suas seu seus vossa minha minhas meu meus toda todas todos qualquer com na no nessa pra para mim por
    tanta tantas tanto mais o_envio_de receber mandar enviar novas? outras? chatas? automaticas? mesma dados
    tipo transmissao contatos em me
  `,
  FIM: `
    mais comigo conosco nunca ja agora hoje ai aqui por favor voces voce obrigad[oa] moco moca senhor
    senhora gente pessoal amigo chip robo bot tambem logo urgente ok ta valeu vlw tchau nao sim para_sempre
    pra_sempre de_vez entendeu entenderam pelo_amor ne viu bom dia boa tarde noite por_aqui nesse_numero
    neste_numero para_mim pra_mim em_paz cara mano po caramba please stop daqui desde_ja so ta_bom
    se_possivel esse_numero este_numero pra para a_mim bj beleza blz numero no meu celular
  `,
  BEGIN: `
    mas falei ola oi bom boa dia tarde noite por eu nos quero queria gostaria preciso desejo pode podem
    poderia poderiam podia voce voces me de que da pra para so nao sim chip gente pessoal moco moca favor
    faz facam faca o a solicito peco peço entao ja agora urgente ai e se possivel querido querida senhor
    senhora prezados tem como dar mano cara poxa ei opa desculpa desculpe ta ok olha vou querer serio amigo
    meu deus pelo amor sou eh
  `,
};
