const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Courtesy and anger: they change nothing, wherever they stand. All five languages, folded. */
const EMPHASIS = new RegExp(
  ` (?:${String.raw`
    please (?:n|and) (?:thanks|thank you|thx|ty)|please|kindly|thanks|thank you|thx|thnx|tks|ty|tysm|ok|okay
    just|really|seriously|srsly|literally|simply|already|immediately|right away|right now|asap|at once
    permanently|this instant|once and for all|effective immediately|if possible
    if (?:you )?(?:dont mind|can|could|would|please)|when you (?:can|get a (?:chance|sec|minute|moment))
    fucking|fuckin|fking|fkn|fuckn|effing|freaking|freakin|frickin|friggin|frigging|damn|dang|goddamn|god damn
    dammit|bloody|stupid|dumb|lol|for the love of (?:god|all that is holy)
    for (?:gods|god|fucks|christs|heavens) sake|(?:the|tf) (?:hell|fuck|heck)(?! out)
    smh|fr|frfr|on god|deadass|istg|idgaf|ngl|tbh|no cap|wtf|wth|omg|omfg|ffs|jfc
    por favor|porfa|porfavor|porfis|favor|xfa|xfavor|gracias|muchas gracias|de una vez(?: por todas)?
    pinches?|malditos?|malditas?|carajo|guey|wey|neta|no inventen|inmediatamente|ahora mismo
    pf|pfv|pfvr|pfavor|obrigad[oa]|obg|vlw|porra|caralho|merda|pelo amor de deus|por gentileza
    imediatamente|agora mesmo
    se il (?:vous|te) plait|sil (?:vous|te) plait|svp|stp|merci|tout de suite|immediatement|vraiment|maintenant
    une (?:bonne )?fois pour toutes|putain|bordel|merde|enfin
    bitte|danke|dankeschon|vielen dank|endlich|sofort|jetzt|mal|doch|einfach|verdammten?|nun|umgehend
    ein fur alle mal
  `
    .trim()
    .split(/\s*\n\s*/)
    .join('|')})(?= )`,
  'g',
);

/** A clause without its courtesies. */
export const plainly = (clause: string): string => ` ${clause} `.replace(EMPHASIS, '').trim();

/** Words that carry no meaning of their own beside a word that does. All five languages, folded. */
const FILLERS = words(`
  please pls plz kindly immediately forever asap permanently thanks thank you thx ty ok okay no nope hey hi hello
  chip bot now just already guys i said me us this it all everything por favor porfa porfavor gracias ya hola pf
  pfv pfvr obrigado obrigada svp stp merci s se il vous te plait bonjour bitte danke mal jetzt sofort hallo sms
`);
/** Said to one partner these mean nothing either; in a group they are said to somebody. */
const OF_TWO = words(`
  and but again really right seriously these your here number robot everybody people then well yes yo nah naw
  dude bro bruh man sir maam madam lady sis guy fam homie chile boy girl girlie buddy pal friend honey sweetie
  omg omfg ffs wtf jfc god gosh geez jeez jesus christ lord goodness ugh argh dammit damn fuck fucking hell
  sorry goodbye bye adios
  pero ahora todo todos esto buenas buenos tardes dias oye senor senora compa carnal mija mijo amigo nel
  mais moi tout ca bonsoir salut desole dsl mec frere wesh
  aber das alles damit sie mich guten tag leute endlich bruder digga alter mann
  mas tudo isso agora oi ola bom dia boa tarde mano irmao cara vei
`);
/** Nor do those that make a wish or a request of a directive. */
const OF_REQUESTS = words(`
  can could would will im done you u i id we want need like to have make be for my from texting messages texts do don
  quiero quisiera pueden puede podrian puedes que deseo mensajes mi por les le te pido
  voudrais veux pouvez peux vous tu je souhaite de messages
  mochte mochten konnt konnen konntet konnten kannst ihr du ich nachrichten
  quero queria pode podem poderia gostaria eu voces voce mensagens
`);

const without =
  (...lists: readonly ReadonlySet<string>[]) =>
  (all: readonly string[]): string[] =>
    all.filter((word) => !lists.some((list) => list.has(word)));

export const coreWords = without(FILLERS);
export const coreOfTwo = without(FILLERS, OF_TWO);
export const coreOfRequest = without(FILLERS, OF_TWO, OF_REQUESTS);
