import { ENGLISH } from './english.words.ts';
import { rules } from './pattern.ts';

/** What is said of other things too: lists, cancelling, switching off. */
export const optOutUnlessAbout = rules(
  ENGLISH,
  String.raw`
    <!not (stop|quit|cease|discontinue|halt) !(by|in|at|off|over|and|words) ~ (TEXTS|SENDING)
    (remove|removed|delete|deleted|erase|exclude|take|taken|drop|pull|kick|cut|get) ~
        (me|us|(my|this|his|her|our)_(number|name|phone|cell|contact|info)) ~ (off|from|out|of) ... LISTING
        (list|lists|system|database|contacts|TEXTS)
    (remove|removed|delete|deleted|erase) (me|us) ~ $
    NEG ~ (want|need|interested|care|asked|wish) ~ (GETTING|SENDING_ME) !(the|my|some|back)
    STOP .. (sending|sendin|send) ME? DET* (CHATTER|THESE)
        !(that_(dont|doesnt|is|are)|about|for|on|in|with|too|so_late|so_early)
    ^ !(end_(of_|)(text|message)_) OPEN* STOP DET* (TEXTS|CHATTER|SENDING) (to|on|from|at|coming|for|going|
        sent|about|ME|TAIL|DET|being|are|TEXTS|THESE|they|ME|of|kind|cost|so|much)* $
    STOP (these|your|all|this|those|the|sending|with) DET* TEXTS
    (no|zero|0) (more|further|additional) DET* (TEXTS|texting|messaging|contact)
        !(since|left|from_you_(today|lately)|yet|in_(weeks|days|months))
    ^ OPEN* (no|zero|not|none) (more|further|additional|another|one_more|of)? DET* (TEXTS|CHATTER|THESE)
        (to|on|at|from|for|of|ME|TAIL|you|needed|necessary|wanted|i|dont|want|these|DET|more)* $.
    ^ OPEN* no (more|further|mo) (of)? (DET|THESE|you|TAIL|from|ME)* $.
    ^ &(stop|quit|cease|discontinue|halt|kill|terminate)
        &(TEXTS|me|us|(my|this|our)_(number|phone|cell|line)|these|list) OURS* $.
    ^ &UNSUB OURS* $.
    ^ &(remove|delete|erase|unlist|scrub|purge|exclude|rid_of)
        &(me|us|mine|number|phone|info|name|list|contact|details) OURS* $.
    ^ &(forget|lose) &(number|contact) OURS* $.
    ^ &(off|out) &(me|us|mine|number|name|i|my_(phone|cell|line)) &(take|taken|taking|get|want|put|leave|
        like|need|keep|kick|drop|pull|be|cut) OURS* $.
    ^ OPEN* UNSUB (REST|TEXTS|TAIL)* $
    ^ OPEN* UNSUB (me|us|my_number|this_number) !(later|if)
    UNSUB (from|of)? (this|these|your|all|any|everything)
    (want|like|need|wish|trying|love|asking|request|time|me|please|you) (to)? UNSUB (REST|TEXTS|TAIL)* $
    (UNSUB|cancel|deactivate|disable) (me|us|this_number|my_number) (REST|TEXTS|TAIL)* $
    (cancel|end|terminate|discontinue|turn_off|shut_off|switch_off|disable|deactivate|mute|silence|cease|
        halt|block|suspend) (these|your|my|all|the|this|those|any|sms|text|receiving|getting)*
        (TEXTS|text_(alerts|service|subscription|updates))
    ^ OPEN* (cancel|end|terminate|stop|discontinue|turn_off|shut_off|switch_off|disable|deactivate|mute|
        silence|kill|block|close|suspend|delete|remove|cease|halt) (off|out)? DET* (TEXTS|sub|
        subscriptions?|service|everything|all|enrollment(_in|)|membership|whatever_(this|it)_(is|\w+_is)|
        this|these|me|account|contact|CHATTER) (SENDING|TEXTS|coming|thing|REST|TAIL|contact|subscription)*
        $
    ^ OPEN* (cancel|unsubscribe) TAIL* $
    (enough|done|stop|quit|end|finished|through) (with|w|of) (all)? (this|these|it|that) TAIL* $
    ^ OPEN* (turn|shut|switch|cut) (off|down) (DET|THESE|TEXTS|thing|bot|me)* TAIL* $
    ^ OPEN* (turn|shut|switch|cut|knock) (DET|THESE|TEXTS|thing|bot)* (off|down|out) TAIL* $
    ^ OPEN* (kill|cease|block) (DET|THESE|TEXTS|contact|communication|all|harassment|nonsense|me)*
        (THESE|TEXTS|contact|communication|harassment|me) TAIL* $
    ^ OPEN* (count_me|want|opt_me|wanna|let_me) out (of)? (this|these|here|your|TEXTS|list|it|TAIL)* $
    ^ OPEN* (go_away|get_lost|buzz_off|beat_it|scram|shoo|kick_rocks|take_a_hike|hit_the_road|get_bent|
        bug_off|bye_felicia) TAIL* $
    REMOVE WHO OFF OFF* LISTING* LIST !(for_(?!good|ever|real|these|this|your)\w+|of_the|with|at)
    REMOVE WHO (here|there|from_here|off_here)? OFF LISTING* LIST !(for|of_the|with|at)
    REMOVE (off|from) LISTING* (lists?|contacts|database|system|group|thread|chat|TEXTS) TAIL* $
    let me (off|out) (of)? LISTING* (lists?|group|thread|chat|TEXTS|thing) TAIL* $
    (leave|keep) WHO off LISTING* LIST TAIL* $
    ^ OPEN* off (of)? LISTING* (lists?|contacts|database|group|thread|TEXTS) TAIL* $
    (confirm|ensure|sure|verify|know|check|tell_me) ... (removed|unsubscribed|deleted|taken_off|opted_out|
        off_(your|the|this|of_your)_(\w+_|)list) !(a|the|my_(rsvp|ticket|spot))
    (want|like|need|wanna|wish|choose)(_to|) (leave|exit|quit|get_out_of|drop_off) LISTING*
        (lists?|group|chat|thread|service|program|TEXTS|text_chain|chain) TAIL* $
    (leaving|exiting|quitting) (this|your|the_text|the_texting) (\w+_|)(list|group|chat|thread|service)
    (no|dont_have_any|dont_have|have_no|zero) (use|need|desire|interest|time|patience) (for|in|of) DET*
        (TEXTS|THESE)
    cant (keep|deal|handle|take|stand) (with|getting|up)* DET* (TEXTS)
    (want|get|take|keep) (this|these|it|chip|you|yourself|your_\w+) off (of)? (my|this) (phone|line|cell)
    (want|need) DET* TEXTS gone
    (want|make|like|love) (me)? (to)? (be|disappear) (gone)? from LISTING* LIST
    (send|text) (me|us)? nothing (more|else)
    <!(you|i|we|they) NEG put WHO (on|in) LISTING* LIST
    <!(do|did|i|we|why) not (get|receive|getting|receiving) DET* (TEXTS|THESE|CHATTER) TAIL* $.
    ^ OPEN* not (get|receive|getting|receiving) DET* (TEXTS|THESE|CHATTER) TAIL* $
    (take|get|remove|kick|drop|pull|leave|taking|getting|removing|cut) WHO (off|out)
        (of_this|of_it|this|of_here|TAIL|please|here|of_your|DET)* $
    ^ OPEN* (remove|removed|delete|deleted|erase|unlist|block|take_off|purge|scrub|removing|deleting|dnc|rm)
        !(that|it_i) (WHO|REST|TAIL|OFF)* $
    (remove|delete|erase|purge|scrub|unsubscribe|block) (me|us|my_number|this_number|this_phone)
        (TAIL|LIST|LISTING|OFF)* $
    (lose|forget|delete|erase|loose|burn|trash|discard|block|remove|drop|rid_of|purge|scrub|exclude|unlist|
        take_off|take_out|withdraw|scrap|unsubscribe|scratch|strike|wipe|clear|cut)
        (my|this|our|his|her|that) .. (number|digits|contact|contacts|info|information|data)
        !(for|in|on|to|from_the_(?!list|system|database|text|contact)\w+)
    (want|wanna|like|need|have|get) WHO (to)? (be|get)? (deleted|removed|taken_off|taken_out|erased|gone|
        unsubscribed|dropped|opted_out) !(for|in)
    (want|wanna|like|need|have|get) WHO (to)? (be|get|come)? (taken)? (off|out) (of)? LISTING* LIST? TAIL* $
    (need|needs|has|have|should|must|can|ought)(_to|) (be|come|go|get) (taken)? (off|out) (of)? LISTING*
        LIST TAIL* $
    WHO (needs|need|should|must|has|have|can|could|please)* (be|get|to|to_be)
        (removed|deleted|taken|off|erased|unsubscribed|opted_out) !(for|in)
    (want|wanna|like|love|prefer|hope|hoping|need|wish|asked|asking|requested|requesting|ask|request)(_to_|
        _)(be_|get_|have_been_|)(off|out|taken_off|taken_out|removed|deleted|dropped|excluded|unsubscribed|
        opted_out) (OFF|LISTING|LIST|TAIL)* $
    (put|add|place) (me|us|ME) (on|to) (your|the|a|that|ur)*
        (dont|no|not|stop|block|blocked|opt_out|dnc|unsubscribe|blacklist)
    (sign|log|check) me (off|out) (of)? (this|these|your|the|list|TEXTS|TAIL)* $
    NEG .. (sign|signed|subscribe|subscribed|ask|asked|opt|opted|agree|agreed|consent|consented|register|
        registered|enroll|enrolled|request|requested|authorize|authorized)
        (up_|in_|)(for|to|in|get|receive|be|you|being|up|getting)* DET* (TEXTS|this|these|any_of_this|
        texted|contacted|messaged|any_of_these|text_me|it|CHATTER) (TAIL|stuff)* $.
    NEG .. (ask|asked|agree|agreed|signed_up|sign_up|consented|subscribed|opted_in|requested)
        (for|to|get|receive|be|getting|receiving|you|up)* DET* (TEXTS|texted|contacted|messaged)
    (NEG|rather_not|prefer_not_to) .. (want|wish|need|wishing|interested|like|care|be)(_in|_to|) (be|remain|
        stay|being|participate|subscribe|continue|participating|a|part|get|added|keep)*
        (on|in|of|to|subscribed|signed_up|enrolled|included) LISTING* LIST !(for|of|with)
  `,
);
