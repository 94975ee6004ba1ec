import { about, notSo, opposite, question } from './english.guards.ts';
import { insists } from './english.insisting.ts';
import { optOutUnlessAbout } from './english.leaving.ts';
import { bare, optOut } from './english.opt-out.ts';
import { ENGLISH } from './english.words.ts';
import type { ConsentLanguage } from './language.ts';
import { keywords, rules } from './pattern.ts';

export const english: ConsentLanguage = {
  optOutWords: keywords(`
    stop, stopall, stop all, unsubscribe, unsubscribed, unsub, cancel, end, quit, revoke, opt out, no more,
    enough, go away, revoke consent, unsubscribe all, cease, cease and desist, desist, discontinue, remove,
    delete, stop messages, stop texting, fuck off, fk off, piss off, buzz off, bugger off, get lost, leave,
    knock off, cut out, count out, im out, stop texts, no texts, no texting, text stop, reply stop,
    txt stop, stop2end, stop2quit, uninstall, unfollow, stop reply, no spam, reported, blocked,
    reported and blocked, blocked and reported, stop messaging, stop sending, want out, stop spam, no text,
    removed, leave alone, leave be, never again, turn off, mute, scram, stop sms, terminate, deactivate,
    disable, reporting this, reporting you, im reporting this, dont call dont text, dont text dont call,
    dont text dont call dont email, no texts no calls, no texts no emails, no calls no texts, dont send,
    dont disturb, no soliciting, no solicitors, no solicitation, leave group, leave list, leave chat,
    exit list, dont text, dont contact, dont message, dont call or text, dont text or call, dont write,
    no contact, no more contact, stop that, quit that, stop these, gtfo, thats enough, thats enough now,
    enough is enough, forget me, lose number, harassment, this is harassment, stop contact, get rid of
  `),
  optInWords: keywords(`
    start, unstop, opt in, resubscribe, subscribe, restart, resume, re subscribe, re start, rejoin, join,
    begin, undo stop, start again, begin again, un stop, sign up, opt back in, back in, re add, start up,
    reactivate, renew, continue, restart texts, im back, sign back up
  `),
  yes: keywords(`yes, y, yeah, yep, yup, yea, yess, yes start, start yes, yes sir, yes maam, yess please`),
  help: keywords(`help, info, hlep, halp, hepl, helpp`),
  insists,
  optOut,
  bare,
  optOutUnlessAbout,
  optIn: rules(
    ENGLISH,
    String.raw`
      (start|resume|restart|begin|continue|unpause|renew|reactivate) .. (texting|messaging|sending|TEXTS|
          SENDING|updates|service|subscription|CHATTER)
      (want|wanna|like|get|receive|send|have|love|miss) ... (TEXTS|updates|hear_from_you|SENDING|CHATTER) ..
          (again|back)
      (add|put|sign|opt|subscribe|take|let|count|bring|include|enroll|get) (me|us|my_number|this_number)
          (back|up|in|on|again)
      (turn|switch) ... on
      (text|message|contact|write|send|hit) (me|us) .. again
      (resubscribe|unstop|reactivate|reenroll|resub|re_subscribe|re_enroll|undo|rejoin)
      (back|opt) (in|on)
      want in $
      (sign|opt|come|put|add|get|let) (me|us)? back (up|in|on|to)
      changed my mind
      ^ (yes|yeah|yep|sure|ok|please|you|can|may)* (text|message|subscribe|add|include|readd|re_add|
          reinstate|reconnect|sign_up) (me|us) (please|now|to_(the|your)_list)? $
      (reinstate|readd|reconnect|re_add|bring_back|restore) (me|my|the|your|those|these)*
          (TEXTS|subscription|service)?
      i miss (your|the|these|those) TEXTS
      (sign|add|count) (me|us) (up|in)
      (accidentally|accident|mistake|mistakenly) (hit|sent|texted|typed|said|opted|unsubscribed)*
          (stop|out|unsubscribed|unsubscribe)
      (texts?|messages|texting) (back)? (on|again) $
      (unsubscribed|opted_out|stopped|stop) (this|it|them)? (by|on) (accident|mistake)
      (start|resume|restart|begin|continue|rejoin) .. (again|back|me|up|it) $
      (want|like|need|love) to (subscribe|start|rejoin|join|opt_in|come_back|opt_back_in|be_added|sign_up|
          be_back|be_resubscribed|get_back|be_on)
      (didnt|never|not) (mean|want|intend|trying) to (stop|unsubscribe|opt_out|cancel|do_that|text_stop|
          leave|send_stop|quit)
      ^ (yes|yeah|yep|sure) .. (start|resubscribe|sign_me_up|text_me|opt_in|resume)
    `,
  ),
  opposite,
  notSo,
  about,
  question,
};
