import type { ConsentLanguage } from './language.ts';

const STOP = '(?:stop|quit|cease|end|cancel|discontinue|halt|enough)';
const SENDING =
  '(?:texting|txting|texing|txtn|messaging|msging|messging|sending|contacting|writing|spamming|bothering|harassing|emailing|calling|pinging|bugging|blowing up|hitting up|hitting (?:me|us) up|blowing (?:me|us) up|reaching out(?: to)?)';
const TEXTS = '(?:texts?|txts?|messages?|msgs?|sms|spam|notifications|alerts|communications?)';
/** Without `spam`, which somebody may not want to send either. */
const GETTING = TEXTS.replace('|spam', '');
const ME =
  '(?:me|us|it|here|(?:this|my|our|his|her) (?:number|phone|cell|line)|my (?:kid|kids|wife|husband|mom|mother|dad|son|daughter))';
const LIST =
  '(?:your|ur|the|this|these|that|all)? ?(?:mailing |contact |contacts |texting |text |sms |distribution |phone )?(?:lists?|contacts|database|system)';

export const english: ConsentLanguage = {
  optOutWords: (
    'stop|stopall|stop all|unsubscribe|unsub|cancel|end|quit|revoke|opt out|optout|no more|' +
    'enough|go away|revoke consent|unsubscribe all|cease|cease and desist|remove|' +
    'stop messages|stop texting'
  ).split('|'),
  optInWords: 'start|unstop|opt in|optin|resubscribe|subscribe|restart|resume'.split('|'),
  yes: ['yes', 'y', 'yeah', 'yep', 'yup'],
  help: ['help', 'info'],
  optOut: [
    new RegExp(
      `\\b${STOP} (?:\\w+ ){0,2}?${SENDING}(?: ${ME}\\b(?! to voicemail)| ?$| anymore| any more| already| please| pls| plz)`,
    ),
    new RegExp(`\\b${STOP} (?:with )?(?:\\w+ ){0,3}?${TEXTS}(?: \\w+){0,4}$`),
    new RegExp(`\\bstop (?:getting|receiving) (?:\\w+ ){0,3}?${TEXTS}`),
    /\b(?:do not|dont|dnt|never|no not|stop) (?:ever )?(?:text|txt|message|msg|contact|write|bother|send|email|reach out|ping) (?:to )?(?:me|us|this number|my phone|here)(?: anything(?: else)?| texts| messages)?(?: no more| again| any ?more| ever| please| pls| thanks| i | we | or |$)/,
    /\b(?:do not|dont|never|stop) (?:call|calling|hit|hitting) (?:me|us|this number|my phone)(?: up)? (?:again|any ?more|ever)/,
    /\b(?:do not|dont|no longer) (?:want|wanna|need) (?:to (?:get|receive|see)|getting) (?:this|these|those|them|any of (?:this|these))(?: stuff)?(?: any ?more)?$/,
    new RegExp(
      `\\b(?:make (?:it|this|these|them|the ${TEXTS}|these ${TEXTS}) stop|(?:done with|sick of|tired of|over) (?:getting )?(?:all )?(?:these|your|the|ur) ${TEXTS})`,
    ),
    /\b(?:cut it out|count me out|i want out)$/,
    new RegExp(
      `^(?:\\w+ ){0,2}?(?:no more|no further|enough) (?:of )?(?:these |the |your |this |with the )?${TEXTS}(?: \\w+){0,3}$`,
    ),
    new RegExp(
      `\\b(?:do not|dont|no longer|not|never) (?:want|wanna|wish|care|need|like|interested in|agree|consent)\\b(?!.*\\b(?:miss|send)\\b)(?: \\w+){0,5} ${GETTING}`,
    ),
    /\b(?:do not|dont|no longer|never) (?:want|wanna|wish|care)(?: to)? (?:hear (?:\w+ )?from|be (?:texted|contacted|messaged|on (?:this|your|the|ur)))/,
    new RegExp(
      `\\b(?:remove|take|get|delete|drop|scrub|pull) (?:me|us|(?:my|this) (?:number|phone|cell|contact|info|name))(?: \\w+)? (?:off|from|of|out of) (?:of )?${LIST}\\b`,
    ),
    /\b(?:remove|delete|erase|lose|forget|block) (?:my|this) (?:number|phone number|cell|contact)\b(?! from the (?!list))/,
    new RegExp(
      `\\b(?:remove|take|get) (?:me|us)(?: off)? (?:from |off )?(?:of )?(?:these|your|this|ur|all) ${TEXTS}`,
    ),
    /^(?:please |pls |just |i (?:want|wanna|need|would like|d like|wish|choose) (?:to )?|im |let me |can (?:you|u|i) (?:please )?|how about you |kindly )?(?:remove|delete) me$/,
    new RegExp(
      `^(?:\\w+ )?(?:please |pls |plz |just |kindly |i (?:want|wanna|need|would like|d like|wish|choose|elect) (?:to )?|let me |can (?:you|u) (?:please )?)?(?:unsubscribe|unsub|opt(?: me| us| my number)? out|optout)(?: me| us| this number| my number)?(?:(?: from| of)?(?: these| your| the| all| this| ur| further| any)?(?: ${TEXTS}| list| mailing list| service| this)?)?(?: please| pls| plz| now| thanks| thx| asap| immediately)*$`,
    ),
    new RegExp(
      `\\b(?:want|wanna|like|need|wish) (?:to )?(?:unsubscribe|opt out|optout)(?: me)?(?:$| (?:from|of) (?:(?:these|your|all|this|ur)(?: (?:future |further )?(?:${TEXTS}|list|mailing list|service))?$|(?:the|any) (?:future |further )?(?:${TEXTS}|list|mailing list|service)\\b))`,
    ),
    /\b(?:leave me (?:the (?:hell|fuck) )?alone(?:$| (?:please|pls|now|already|thanks|or|and)\b)|lose my number|get lost and|go away and stop)\b/,
    /\b(?:text|message|contact|txt) me (?:again|one more time) (?:and|or) (?:i|im|ill|you|my lawyer)\b/,
    /\bi (?:revoke|withdraw) (?:my )?(?:consent|permission)\b/,
    /\bcancel (?:my )?(?:text )?(?:subscription|texts|messages|sms)(?: please| pls)?$/,
    /\b(?:i did not|i didnt|i never|never) (?:sign|signed|ask|asked|subscribe|subscribed|agree|agreed|consent|consented)\b.*\b(?:stop|remove)\b/,
    new RegExp(
      `\\b${STOP} (?:\\w+ ){0,2}?${SENDING} (?:these|those|them|this|stuff|anything|everything)(?: any ?more| please| pls|$)`,
    ),
    /\b(?:do not|dont) want (?:these|this|them|any of (?:this|these))(?: any ?more)?$/,
    new RegExp(
      `\\b(?:be|been|get|have me|being|getting) (?:removed?|taken|deleted)(?:$| (?:from|off) (?:of )?${LIST}\\b)`,
    ),
    new RegExp(`\\b(?:scratch|cross|strike) (?:me|my (?:name|number)) (?:off|from) ${LIST}\\b`),
    new RegExp(`^(?:i ?a?m |i )?opting out(?: of (?:these|your|all|this)(?: ${TEXTS})?)?$`),
    new RegExp(
      `\\b(?:turn|shut|switch) (?:off (?:(?:these|the|your|all|my|this) )?(?:${TEXTS}|this|these|it)$|(?:these|this|them|the ${TEXTS}|these ${TEXTS}) off$)`,
    ),
    new RegExp(`\\bmute (?:these|the|your|all) ${TEXTS}`),
    /\bsign me (?:off|out)(?: of (?:this|these|your|the)(?: list| texts| messages)?)?$|\btake me off$/,
    new RegExp(`^(?:please )?no (?:more )?${TEXTS}(?: please| pls| thanks| thx)*$`),
    /\b(?:cancel|end|stop|terminate) (?:my |the |this )?(?:text |sms )?subscription$/,
    /\b(?:please|pls|plz|say|said|number|enough|harassment|spam|again|already) stop$/,
    /\b(?:blocking|gonna block|will block|going to block) (?:you|u|this number)\b|\breport(?:ing|ed)? (?:you |this |u |this number )?(?:as|for) (?:spam|harassment)/,
    new RegExp(
      `\\b(?:didnt|did not|never) (?:sign up|signed up|subscribe|subscribed|ask|asked|opt in|opted in) (?:for|to) (?:these|your|any) ?${TEXTS}`,
    ),
  ],
  optIn: [
    /\b(?:start|resume|restart|begin) (?:texting|messaging|sending|texts|the texts|my texts|messages)\b/,
    /\b(?:want|wanna|like|get|receive|send|have) (?:\w+ ){0,4}?(?:texts|messages|msgs|updates|sms)(?: \w+){0,2} (?:again|back)\b/,
    /\b(?:add|put|sign|opt|subscribe) me (?:back|up|in|on|again)\b/,
    /\bturn (?:\w+ ){0,3}?(?:back )?on\b|\btext me again\b|\b(?:resubscribe|unstop)(?: me)?\b|\b(?:back in|changed my mind)\b/,
  ],
  notSo: [
    /\b(?:just|instead|rather|please|only|but) (?:text|message|email) me\b/,
    /\b(?:dont|do not|never|cant|can not|cannot|wont|will not|didnt|did not|please not|not|why) (?:you )?(?:ever )?(?:stop|quit|cancel|end|unsubscribe|remove)/,
    /\b(?:keep|continue) (?:texting|sending|messaging|them|it)\b/,
    /\b(?:if|when|before|unless|after|until) (?:i|you|we|they|someone|somebody|people|it)\b(?!.* again)/,
    /\b(?:trying|tried|want|help|how|way|need|learn|teach) (?:\w+ )?to stop (?!receiving|getting|these|the texts|texting me)/,
    /\b(?:newsletter|website|waitlist|wait list|guest list|speaker|rsvp|ticket|workshop|class|booking|spot|seat)\b/,
    /\b(?:friend|someone|somebody|people|they|he|she|boss|site|page) (?:\w+ )?(?:told|said|says|tells)\b.*\b(?:stop|quit|unsubscribe)\b/,
  ],
  question:
    /^(?:so |and |but |hey |ok |wait )?(?:why|when|what|whats|where|who|how(?! many times)|which|did|does|do you|do i|is|are|was|were|has|have|should|shall|may i|can i|could i|can we|do we|will i|will the|if)\b/,
};
