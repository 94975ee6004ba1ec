import { PORTUGUESE } from './portuguese.words.ts';
import { rules } from './pattern.ts';

/** Said anywhere, the text asks for the opposite. */
export const opposite = rules(
  PORTUGUESE,
  String.raw`
    (nao|nunca|num|n) (me)? (pare|parem|para|parar|deixe|deixem|deixa) (nunca|jamais)?
        (de|com|nao|d|nunca|os|as|esses|essas)
    (nao|nunca|n) (me|quero|queria|vai|vao)* (tir(e|em|a|ar)|descadastr(e|em|ar|a)|remov(a|am|er|e)|
        exclu(a|am|ir)|cancel(e|em|ar|a)|sair|apag(ue|uem|a)|bloquei(a|e|em))
        (minha|meu|da|do|me|a|o|das|FIM|dessa|dos)* !(mais)
    (nao|n) quero (perder|parar|deixar|sair)
    (cancela|cancelar|para|tira|remove|sai) nao FIM* $
    continu(e|em|a|ar) (mandando|enviando|me|com|assim|a)
  `,
);

/** Somebody else, another time, what was, and messages from elsewhere. */
export const notSo = rules(
  PORTUGUESE,
  String.raw`
    (app|aplicativo|servidor|codigo|slack|discord|github|linkedin|facebook)
    (ex|mae|pai|chefe|namorad[oa]|amig[oa]|irma|irmao|alguem|vizinh[oa]|colega|chuva|ele|ela) ..
        (nao_(para|pode|vai|consegue)|disse|quer_que|falou|nunca)
    (nao|nunca) (vejo|ha|tem|tenho_(mais_|)(?!interesse)\w+|estou|to|recebo|recebi|consigo|chega|chegam|
        chegou|tenho_recebido|veio|vem|entendi|vi|apareceu|estao)
    que (o|a|meu|minha) \w+ (pare|deixe)
    (pessoas|galera|pessoal|todos) (que|pra|para) (parem|parar)
    (parei|pararam|parou|deixei|deixaram) de (receber|mandar|me|enviar)
    (nao|nunca) (me|nos) (deixa|deixam|deixou) .. (em_paz|quieto|quieta)
    se (eu|alguem|a_pessoa|um_dia|quiser|algum)
    (nao|nunca) CL* MANDE (o|a|os|um|uma) (link|endereco|arquivo|foto|codigo|mapa|horario|lembrete)
    (nao|nunca) CL* MANDE .. (antes|depois|ate|enquanto|de_madrugada|a_noite|tao_tarde|tao_cedo)
    NAO CL* (quero|queria|quis) (te|lhe|os|as|voces|ninguem|vos)*
        (incomodar|perturbar|atrapalhar|encher|perder)
    mais TEXTS sobre
  `,
);

/** What people cancel, stop and leave besides texts. */
export const about = rules(
  PORTUGUESE,
  String.raw`
    (ingressos?|inscricao_(no|na|em|para|pro)|eventos?|oficinas?|reserva|cursos?|vagas?|jantar|almocar|
        almoco|emprego|trabalho|servidor|container|docker|processo|linux|npm|pacote|codigo|palestras?|
        palestrantes?|encontro|reuniao|entrevista|voo|viagem|site|pagina|web|app|aplicativo|github|slack|
        discord|netflix|academia|faculdade|escola|bootcamp|hackathon|onibus|trem|metro|chuva|chover|pizza|
        comida|cafe|festa|sala|estacionamento|carona|fila|espera|convidados|participantes|voluntarios|
        fotos?|usuarios|clientes|email|emails|newsletter|conta|senha|contrato|arquivo|repositorio|branch|
        tabela|coluna|planilha|segunda|terca|quarta|quinta|sexta|sabado|domingo|amanha|semana|mes|cedo|
        duvida|porta|iniciantes|musica|projeto|seguro|plano|lugar|presenca|cookies|programar)
  `,
);

/** How questions begin that ask for an answer. */
export const question = rules(
  PORTUGUESE,
  String.raw`
    ^ (hey|hi|ok|wait|espera|ah|oh|sorry|nossa|e|mas|oi|ola|entao|ei|gente|pergunta|duvida|bom|dia|opa)*
        (por_que|porque_(voce|nao|parou|voces)|pq|quando|onde|como_(?!que_me)\w+|qual|quais|quem|que_horas|
        posso_(?!sair|me|cancelar)\w+|tem_(?!como_(me|voces?|par))\w+|vai_(?!se_|te_|tomar|pra_|encher)\w+|
        vao_(?!se_|tomar|pra_)\w+|sera|o_que|cade|quanto|quantos|quantas_(?!vezes)\w+|ainda|
        voces_(?!pod|par|nao|me)\w+|cancelaram|foi|a_que|em_que|ja_(?!cheg|deu|pedi|fal|disse|pod)\w+|
        alguem|isso_e|e_verdade|da_tempo|eh_)
  `,
);
