import { PORTUGUESE } from './portuguese.words.ts';
import { rules } from './pattern.ts';

/** Threats and repetitions, often in the form of a question or a condition. */
export const insists = rules(
  PORTUGUESE,
  String.raw`
    (quantas_vezes|ja_falei|ja_disse|ja_pedi|eu_disse|falei|ja_avisei|pedi|disse) ~
        (nao|par\w*|chega|stop|sair|cancel\w*|deix\w*|tir\w*)
    (se|mais_uma|outra|proxima|mais_um) ~ (mand\w*|TEXTS|envi\w*|escrev\w*|perturb\w*|continu\w*|par\w*|vez)
        ~ (denunc\w*|process\w*|bloque\w*|policia|advogado|procon|anatel|report\w*|justica)
    (denunc\w*|process\w*|bloque\w*|policia|advogado|procon|anatel) ~ se ~
        (mand\w*|TEXTS|envi\w*|continu\w*|par\w*|escrev\w*)
    continu(e|em|a) ~ (denunc\w*|process\w*|bloque\w*|report\w*)
    (agradec\w+|seria_\w+|gostaria) .. (se|que) (parass|deixass|removess|tirass|apagass)\w*
    que parte de? ~ (nao|pare|parar|stop)
  `,
);

/** The texts are to end, whatever else the clause mentions. */
export const optOut = rules(
  PORTUGUESE,
  String.raw`
    PARE .. (com|de|d|o|as|esses|essas|sua|suas|me) ... (MANDE|TEXTS|encher|receber)
    (pode|podem|da_pra|favor|quero_que|queria_que|tem_como|da_para|gostaria_que) .. (PARE|parassem|parasse)
        .. (de|com|d)? ... (MANDE|TEXTS)
    NAO CL* MANDE ... (mais|nunca|nada|TEXTS|ISSO|aqui|numero|telefone|celular|mim|jamais|comigo|conosco)
    NAO CL* MANDE FIM* $
    (favor|peco|que|por_favor|de|prefiro|prefere|preferia|pra|para) NAO CL* (MANDE|receber|ser_\w+)
    NAO CL* QUERO ... (TEXTS|nada|contato|contatad\w|receber|MANDE|ouvir|saber|que_me)
    NAO CL* QUERO .. (ISSO|mais|esses) (de_voces|seu|seus|FIM)* $
    NAO CL* QUERO (mais)? (estar|ficar|fazer_parte|participar|continuar|permanecer|ser_parte) DE* (mais)?
        (LISTA|ISSO)
    deixad[oa] em paz
    NAO CL* QUERO (mais)? participar (de|DE|ISSO|FIM)* $
    NAO CL* (inclu|adicion|coloqu|inscrev|cadastr|ponh)(a|am|em|e) (em|na|nas|no|nos|a) DE* LISTA
    ninguem .. (quer|aguenta|pediu) ... TEXTS
    nunca mais (me|nos)? CL* MANDE
    (sem|nao_tenho|zero) .. interesse .. (em|nas|nessas|nesse|por) ... (TEXTS|receber|contato)
    (me|nos)? deix(a|e|em|ar)(_me|_eu|) em paz
    deix(a|e|em) (me|eu|a_gente)? (em_paz|quieto|quieta|sossegad[oa]|paz)
    (cansei|cansad[oa]|farto|farta|saco_cheio|de_saco|nao_aguento|aguento|cheio|cheia|enjoei|saturad[oa])
        ... (TEXTS|isso|disso|de_voces|MANDE)
    (retir|revog|cancel)(o|ar|amos|ei) .. (consentimento|permissao|autorizacao)
    NAO CL* (autoriz|dei|dou|permit|consinto|concord|tem|tenho|consenti)\w* ..
        (TEXTS|permissao|autorizacao|consentimento|que_me|o_envio|meu_numero)
    (vou|vamos|irei|to) (ter_que_)?(bloquear|denunciar|processar|reportar|bloqueando|denunciando|reportando|
        te_bloquear|te_denunciar|acionar) (voces?|esse|este|o|seu|numero|como|por|spam|a|essa|no|na|anatel|
        procon|FIM|contato|todos|logo|justica|empresa|essas|mensagens)* $
    NAO CL* (guard|us|utiliz|salv|compartilh|mantenh)(e|em|a|am) NUMERO
    (abro_mao|dispenso|recuso) DE* TEXTS
    (esquec|perd)(e|a|am|i) (o)? (meu|esse|este) (numero|contato|telefone|celular)
  `,
);

/** Nothing but the end itself. */
export const bare = rules(
  PORTUGUESE,
  String.raw`
    <!(que_eles|eles|nao|que_nao|nunca) parem FIM* $.
    (da|tem_como|pode|podem|poderia|poderiam|voces|vc) (pra|para|por_favor)* parar FIM* $
    ^ BEGIN* (chega|basta|ja_deu|parou|para|pare|parem|stop) FIM* $.
    ^ BEGIN* (cancel|encerr|suspend|interromp|desativ|par)(a|e|em|ar|er) (DE|FIM)* $
  `,
);

/** What is said of other things too: lists, cancelling, switching off. */
export const optOutUnlessAbout = rules(
  PORTUGUESE,
  String.raw`
    (pare|parem|parar|para_(de|com)|deixem?|chega|basta) ~ (MANDE|TEXTS)
    NAO ~ (quero|desejo|preciso|gostaria|autorizo|interesse) ~ (TEXTS|MANDE|contatad\w+)
    (TIRE) ~ (me|NUMERO) ~ (da|do|de|dessa|das|desse) ~ LISTA
    (me|nos|NUMERO) ~ TIRE ~ (da|do|de|dessa|das|desse) ~ LISTA
    TIRE (me|eu|nos) DE* LISTA
    ^ BEGIN* nada mais (de_voces|de_voce) FIM* $
    TIRE (me|eu|nos) FIM* $
    (me|nos|eu) (pode|podem|poderia|queria|quero)* TIRE DE* LISTA* FIM* $
    (me|nos) TIRE (daqui|dai|disso|dessa_\w+|desse_\w+|deste_\w+|desta_\w+|da_(sua_|)lista(?!_d[aeo]_)|
        do_(seu_|)(sistema|grupo|cadastro|banco|mailing))
    TIRE NUMERO (DE|LISTA|FIM)* $
    ^ BEGIN* TIRE (o|esse|este)? (numero|contato|telefone) FIM* $
    ser (descadastr|removid|excluid|retirad|apagad|tirad)\w* (DE|LISTA|FIM)* $
    (confirm|garant|certifi)\w* ... (remov|exclui|apag|descadastr|tir)\w*
    (pedido|solicitacao) de (descadastr\w*|remocao|exclusao|cancelamento|descadastramento)
    TIRE NUMERO (de|da|do|dessa|dai|desse|desta|das|dos) DE* LISTA
    NUMERO .. (da|de|dessa) .. LISTA FIM* $
    (quero|queria|gostaria|desejo|preciso|pode|podem|solicito|favor|poderia) ... (me_)?(descadastrar|
        desinscrever|remover|excluir|sair|tirar|deixar_de|parar_de|retirar|cancelar|excluido|removido|
        excluida|removida|apagar) (me|de|DE|NUMERO|receber|MANDE)* (LISTA|TEXTS|ISSO)* FIM* $
    (quero|queria|gostaria|desejo|preciso) ... (parar|deixar|parem|parassem|deixem) de (me)? (receber|MANDE)
    (solicit|pec|quer|exij|requeir)(o|emos|amos) (a|o|que_a)? (remocao|exclusao|cancelamento|retirada|
        descadastro|descadastramento|baixa|eliminacao)
    (sair|saindo|saio|sai) (do|da|dessa|desta|desse|deste|disso|de) DE* (LISTA|TEXTS)
    ^ BEGIN* (cancel|encerr|suspend|interromp|desativ|par|deslig|finaliz|termin|silenci|deslig|cort)(a|e|em|
        ar|er|am|o|ue|uem) (ai|ja|com|logo)? DE* (envio_de)?
        (TEXTS|inscricao|assinatura|cadastro|tudo|isso|servico|essa|LISTA) (DE|TEXTS|FIM|LISTA)* $
    ^ BEGIN* (chega|basta|sem|nada|nenhuma|nem|zero|fim|stop|nao|chega_ja|cansei|bastam)
        (mais|de|das|dessas|desses|com|uma|a|as|essas|tantas|DE)* (TEXTS|ISSO) (DE|FIM|TEXTS)* $.
    NAO CL* (cadastr|inscrev|assin|ped|pedi|solicit|autoriz|sou_cadastrad|quis)\w* ..
        (isso|nisso|nada|TEXTS|disso|essas?|em_nada|MANDE|receber) FIM* $
  `,
);
