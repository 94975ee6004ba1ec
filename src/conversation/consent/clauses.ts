/** Expressions, one a line. */
const oneOf = (text: string): string =>
  `(?:${text
    .trim()
    .split(/\s*\n\s*/)
    .join('|')})`;

/** Whole thoughts after which people go on without a full stop: "who is this stop texting me". */
const THOUGHTS = oneOf(String.raw`
  who (?:is|are) (?:this|you|dis)|whos this|who dis|who this|what is this|whats this|new phone
  idk who (?:you are|this is|dis is|you)|do i know you
  i dont (?:even )?know (?:you|who this is|who you are|anyone there)
  (?:is there )?any ?way (?:that )?you (?:can|could)|is it possible (?:for me |for you |for us )?to
  (?:you(?:ve)? )?(?:(?:have|got|texted|texting) )?(?:the )?wrong (?:number|person|guy|girl|man|phone|chick|dude|one)
  how did you (?:get|find) (?:my|this) (?:number|info)|where did you get (?:my|this) number
  why are you (?:still )?(?:texting|messaging|contacting|bothering|spamming|harassing) me(?! (?:again|about))
  why (?:am i|do i keep|am i still) (?:getting|receiving) (?:these|this|your|all these)(?: texts| messages)?
  why dont you (?=stop |quit |leave |lose |remove |delete |take )
  (?:i )?(?:dont|who|nobody|no one) cares?(?! (?:about|for|to|if|what|how))|idc
  (?:not|no longer|aint) interested(?: anymore)?|i(?:m| am) good|enough is enough
  (?:this|it|that|these|its|thats|texts) (?:is |are )?(?:spam|harassment|annoying|ridiculous|getting old|a scam|too much)
  what the (?:hell|fuck|heck)|(?:this|it) isnt \w+(?: number| phone)?|im not (?!interested)\w+
  im (?:at work|driving|busy|sleeping|in a meeting|at church|in class)
  its (?:\d+ ?(?:am|pm)?|midnight|late|so late|too early|\w+ in the morning)
  numero equivocado|(?:se )?equivoc\w+ de (?:numero|persona)|quien (?:es|eres)(?: usted| tu)?|no soy \w+
  no gracias|no me interesan? (?=no |ya |dej|par|quit|borr|stop|elimin|saqu|cancel|favor|por favor)
  esto es (?:spam|acoso)|no (?:te|los|le|la) conozco|no estoy interesad[oa](?! en)
  (?:mauvais|faux) numero|erreur de numero|c est qui|qui est ce|te es qui|vous etes qui|je ne suis pas \w+
  pas interessee?|ca (?:ne )?me interesse (?:pas|plus)|ca suffit|c est (?:du|de la) (?:spam|harcelement|pub)
  falsche nummer|wer (?:ist|bist|sind) (?:das|du|sie|da)|ich bin nicht \w+|nicht interessiert
  kein interesse(?: mehr)?|(?:es |mir )?reichts?|(?:das|ihr) nervt
  numero errado|pessoa errada|quem (?:e|eh)(?: voce)?|nao sou [ao] \w+|engano
  (?:sem|nao tenho|nao tenho mais) interesse|isso e spam
`);
/** A question about us and then what it is about: "who gave u my number take me off". */
const BEFORE_DIRECTIVE =
  /(?<= (?:number|info|phone|this|it) )(?=(?:(?:stop|quit) \w+ing|take me off|remove (?:me|my|this|it)|delete (?:me|my|it)|lose my|leave me alone|unsubscribe me) )/g;
/** Not whole if it goes on: "not interested in". */
const GOES_ON = 'in|of|for|on|at|to|from|with|by|about|de|em|pour|an|is|that|a|mehr|anymore|wenn|dass|fur';
const AFTER_THOUGHT = new RegExp(`\\b${THOUGHTS}(?= )(?! (?:${GOES_ON}) )`, 'g');

/** What may be a whole directive by its last word. */
const DIRECTIVE = oneOf(`
  stop|unsubscribe|unsub|quit|remove|cancel|end|me|us|it|off|out|list|number|texts|messages|here|phones?|again
  texting|messaging|contacting|sending|alone|this|these|anymore|system|database|contacts
  lista|numero|baja|paren|mensajes|escribirme|mandarme|escriban|manden|paz|mas|basta|alto|nada
  quitenme|saquenme|borrenme
  liste|ecrire|ecrivez plus|arretez|sms|textos|plus|tranquille|moi|rien
  mehr|nummer|schreiben|abmelden|auf|ab|ruhe|raus|schicken|nachrichten|loschen|aus
  mensagens?|parem|para|pare|mais|daqui|descadastrem|removam|tirem|mandem|msg
`);
/** How people go on to say why, without a full stop: "take me off i dont live there anymore". */
const REASONS = oneOf(String.raw`
  im (?!not (?:interested|going)|going|asking|begging|reporting|calling|sick of|tired of|done with)
  i (?:dont|am|never|have|work|pay|was|got|did|moved|said|told|cant|just|keep) (?!want|need|wish|care|like)
  its |ive |thats |theres |these are |this (?:is|isnt) |my name is |wrong (?:number|person)
  you (?:creep|idiots?|people|are|keep|have)|your (?:annoying|harassing|bothering)
  no (?:soy|vivo|conozco|se quien)|estoy |me cobran|es (?:numero|el numero|un numero)
  que (?:molestos?|fastidio|pesados)|este (?:numero )?(?:no|es)|ya (?:te|les)\s
  je (?:ne )?(?:suis|travaille|vous|te)|c est |ca suffit|vous (?:avez|etes)
  ich (?:bin|arbeite|hab|habe|kenne)|das (?:ist|nervt)|es reicht|ihr (?:nervt|habt)|sie haben
  nao (?:sou|moro|conheco)|to (?:trabalhando|ocupad|no |na |em )|estou |e (?:numero|engano|spam)
  que (?:saco|chatice|inferno)|esse numero (?:nao|e)|eu (?:nao|ja)
`);
/** Words at which a new thought begins; what is looked ahead for belongs to it. */
const JOINTS = oneOf(String.raw`
  (?<=${DIRECTIVE} )(?=${REASONS})
  so (?=please|just |stop|take|remove|no |dont|you |can |kindly|unsubscribe|delete|quit|leave|im |i |we )
  (?:but|because|and then|therefore|hence) (?!i not)
  (?:please|thanks|svp|merci|gracias|bitte|danke|obrigad[oa]) (?=(?:je|im|i|estoy|ich|eu|cest|nous|we|this is|my) )
  (?<=^ (?:please )?(?:stop|unsubscribe|arretez|basta|parem) )(?=(?:i|im|we|you|your|this|these|its|wrong|not|no) )
  (?<=^ (?:please )?(?:stop|unsubscribe|arretez|basta|parem) )(?=(?:yo|ya|esto|estoy|je|c|pas|ich|eu|nao|isso) )
  and (?=(?:please )?(?:stop|quit|remove|take (?:me|my|this)|dont|unsubscribe|delete|never) )
  and (?=(?:please )?(?:leave me|lose my|cancel|no more|opt) )
  (?=(?:please|kindly) (?:stop|quit|remove|take|unsubscribe|delete|cease|dont|no more|leave|lose) )
  (?=(?:please|kindly) (?:cancel|opt|end|refrain) )
  (?:pero|asi que|por eso|porque)\s
  y (?=(?:ya|no|dej\w+|par[ae]n?|quit\w+|borr\w+|saqu\w+|elimin\w+) )
  mais (?=arret\w+|stop|svp |ne |veuillez|desabonn\w+|je |vous |tu |se il)|donc (?=arret|ne |je |desabonn|stop)
  (?:aber|deshalb|also) (?=bitte|ich|ihr|hor|schreib|keine|losch|nehm|konnt)
  mas (?=nao |pode |podem |pare |parem |tira |quero |gostaria |agora )|entao\s
  e (?=(?:par[ae]m?|nao|me tir\w+|tir\w+|remov\w+|apag\w+) )
`);
const AT_JOINT = new RegExp(` ${JOINTS}`);

/** The thoughts of one clause; what a joint joins keeps the opening by which a question is recognised. */
export function thoughts(clause: string): { text: string; opening: string }[] {
  return `${clause} `
    .replace(AFTER_THOUGHT, '$&\n')
    .replace(BEFORE_DIRECTIVE, '\n')
    .split('\n')
    .map((text) => text.trim())
    .filter(Boolean)
    .flatMap((opening) => ` ${opening} `.split(AT_JOINT).map((text) => ({ text: text.trim(), opening })))
    .filter(({ text }) => text !== '');
}
