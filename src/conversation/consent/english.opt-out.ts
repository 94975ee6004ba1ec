import { ENGLISH } from './english.words.ts';
import { rules } from './pattern.ts';

/** The texts are to end, whatever else the clause mentions. */
export const optOut = rules(
  ENGLISH,
  String.raw`
    STOP ... SENDING !(everyone|everybody|people|your|a|and_\w+|while|customers|users|on|in|about|after|
        when|once|if|before|during|until)
    STOP ... (blowing|blowin|lighting|hitting|hittin|hit|blow|filling) ... (up|line|phone|inbox)
    STOP (trying_to)? SEND ME
    (phone|number|line|cell|landline|kid|minor) NEG (SEND|call)
    STOP ... (sending|sendin) ... (texts|messages|TEXTS)
        !(to_(customers|users|people|everyone|everybody|my|our|the)|from)
    STOP ... (sending|sendin|send) ME? TAIL* $
    STOP ... (getting|receiving) DET* (TEXTS|CHATTER|THESE)
    STOP (calling|callin|phoning) (ME|and_texting) TAIL* $
    STOP_(w|wit|with|it_with|all_of|all) DET* TEXTS
    (knock|cut|cool|enough|chill|easy|give|tone)(_it|)(_off|_out|_down|_a_rest|) (with|of|w) DET*
        (TEXTS|CHATTER)
    <!(you|they|i|he|she|we|do_you) NEG (you|ever|dare|have_to|need_to|try_to|attempt_to|trying_to|
        bother_to|think_of|bother|start|even|be|keep|want_to|no_more)* (SEND|SENDING) ME !(the|a|an|my|his|
        her|if|until|till|before|after|when|while|during|at_\w|on_(sun|mon|tues|wed|thur|fri|sat|week)\w*|
        in|so|yet|back|first|about_(the|that|my|it)|tonight|tomorrow|instead|as|this_(early|late)|
        that_(early|late)|too|like_(that|this)|back|links|paid|past|online|events)
    NEG (ever|you)* CALL ME (up)? (again|anymore|ever|no_more|at_all)
    <!(you|they|i|he|she|we|did|do|have|would|could|will|ill|id) NEG
        (ever|you|have_to|need_to|keep|want_you_to|try_to)* (send|sending) ME? DET* TEXTS
    <!(you|they|i|he|she|we|did|do|have|would|could|will|ill|id) NEG
        (ever|you|have_to|need_to|keep|want_you_to|try_to)* (send|sending|sent) ME? DET*
        (THESE|CHATTER|nothing) (else|about_\w+|to|on|at|for|ME|TAIL|DET|TEXTS)* $
    NEG (ever)? SEND (again|anymore|here) TAIL* $
    <!(you|they|i|we|would|could) (dont|never) send (anymore|again|more|any|ME)* TAIL* $
    no need (to|for_you_to) keep (SENDING|sending)
    no need (to|for_you_to) (SEND|send) (ME|DET|TEXTS|anything)* (anymore|again|any_longer|further)
    NEG (have|need) to (SEND|send) (ME|anything|THESE|DET|TEXTS)* (anymore|again)
    NEG .. WANT ... GETTING
    NEG .. WANT (your|any|this|more|the|no|all)* spam
    NEG .. (want|wish|care|need|consent|agree|like|prefer|asked|ask|interested)(_to|_in|) (be|being|get|
        getting|you|your|yall|chip|a_bot|bots|the_bot|anyone|anybody|strangers|robots|this_bot|to|in|robot)*
        (texted|contacted|messaged|bothered|notified|spammed|emailed|disturbed|harassed|SEND_ME|SENDING_ME|
        (texting|sending|text|send)_(me|us|my_\w+|this))
    NEG .. (want|wish|care|interested_in|need|like|prefer|consent|agree|wanna)(_to|) .. (hear|hearing) ...
        from
    NEG .. (want|need|care_for|interested_in|like) (any|more|of|to|get|receive|getting|receiving)*
        (((these|your|those|all_these|any)_(\w+_)?CHATTER)|reminders|updates|invites|invitations) TAIL* $.
    NEG .. (want|need|wish|care|interested|like|wanting|needing)(_in|_for|_to|)
        (any|all|more|get|receive|see|have|getting|receiving|of|your|to|a)* (this|these|those|them|
        this_(stuff|service|crap|shit|mess|bot)|any_of_(this|these)|any_(more|reminders|updates)|anything|
        any|your_(\w+_)?(CHATTER|stuff|service|crap)|anymore_of_(this|these)|it)
        (from_you|sent_to_me|on_my_phone|TAIL|to_my_phone|stuff)* $.
    (can|could|will|would) (these|this|the|your|those|all)* (TEXTS|CHATTER|it) (just)? (stop|end) TAIL* $
    (prefer|rather|like|ask|request|appreciate|want|wish|better|love|beg|respectfully|choose|elect|decided|
        chosen) ... (didnt|dont|not|no_more|never|no_longer|not_to) ... (SEND|SENDING|send|receive|
        receiving|get|getting|texted|contacted|messaged|TEXTS)
    (make|get|making|want|need|wanting|have|like|see|seeing) DET* (it|this|these|them|TEXTS|CHATTER|you)
        DET* (TEXTS)? (to)? (stop|end|cease|quit|stopped) !(by|in|at|for|when|early|late)
    (this|these|it|TEXTS|you|they|that) (all|really)? (need|needs|have|has|got|must|better|gotta|should|can|
        are_going|better_not|had_better|oughta) (to)? (stop|end|cease|quit)
        (SENDING|sending|ME|DET|TEXTS|THESE|with|TAIL)* $
    (need|want|asking|asked|begging|beg|telling|ordering|request|requesting|like|told|urge|said|say|advise|
        demand) (you|that|for|this|chip)* (to)? (stop|quit|cease) TAIL* $
    (said|told|asked|asking|telling|begged|say|tell|ask|typed|replied|texted) ~
        (you|number|bot|times|already|before|repeatedly|twice|again|already) ~ (to)? (stop|unsubscribe|quit|
        leave_me_alone|remove|removed|no_more|take_me_off)
    (thats|alright|this_is) enough DET* TEXTS
    (want|wants|need) nothing (from|more|to_do|else)
    ^ OPEN* (bother|text|spam|annoy|bug|harass|message|go_bother) (someone|somebody|anyone) else TAIL* $
    <!(you|they) NEG SEND ME ~ (or|and|like)_ever
    ^ (hey|hi|please|all|turn)* PLAIN* TEXTS off TAIL* $
    no (consent|permission) (was|has_been)? (given|granted|to)
    <!(you|they|i|we|he|she) (NEG|stop) (ever)?
        (use|using|save|saving|share|sharing|sell|selling|keep|have|keeping) (my|this) .. (number|contact)
    notice to (cease|stop)
    (decline|declining|refuse|pass_on|passing_on|good_on|good_without|set_on|want_no|need_no|want_zero|
        wants_no|rather_skip|skip) DET* (TEXTS|contact)
    NEG .. (want|need|wish_for|desire) DET* contact TAIL* (from_you|with_you)? $
    NEG (want|need|wish|like|wants) (\w+_|)(\w+_|)(texting|messaging|contacting|bothering|spamming) ME
    <!(dont|never|not) forget me TAIL* $
    (done|sick|tired|(im|am|so|totally|way)_over|fed_up|had_it|had_enough|finished|through|annoyed|bored|
        over_it) (with|of|by|getting|receiving|and_tired_of|seeing)* DET* (TEXTS|CHATTER|texting)
    (leave|leaving) !it ME .. (alone|out_of_this) !(time|with_my|with_the|in|at|on)
    (leave|leaving) (me|us) be TAIL* $
    (be|get) left alone !(with|in|at)
    forget ~ my number TAIL* $
    NEG .. (want|wish|care|like|interested)(_to|_in|) (participate|participating|take_part|be_involved|
        be_included|be_added|be_a_part) (in|of)? (this|it|these|your|TEXTS|list|lists|TAIL|any|anything)* $.
    <!(you|i|they|why) (dont|never) (include|add|enroll|sign|subscribe) (me|us|ME) (up)? (in|to|on|for)?
        (DET|LISTING|LIST|THESE|TEXTS|TAIL)* $.
    NEG (ask|asked|agree|agreed|want|wanted|consent|consented) to be
        (added|included|signed_up|enrolled|subscribed|contacted|texted)
    no more (needed|necessary|required|wanted) TAIL* $.
    (get|go|stay) (lost|away|out_of_my_\w+|off_my_\w+|out_my_\w+) (TAIL|and|from_me|line|i)* $
    (revoke|revoking|withdraw|withdrawing|rescind|cancel|pull|retract|withdrawn|revoked|take_back|remove) ..
        (consent|permission|authorization|approval)
    (consent|permission) .. (revoked|withdrawn|denied|rescinded|expired|over)
    NEG .. (give|gave|given|granted|grant|have|provide|provided) ...
        (permission|consent|authorization|my_number)
    NEG .. (authorize|authorized|allow|permit) ... (TEXTS|SEND_ME|SENDING)
    (dont|no|not|stop) (call|text|contact|disturb|message|texting|calling|contacting|solicit)
        (lists?|registry)
    (fuck|piss|screw|buzz|bugger|f|eff|shove|sod|bug) off !(to|at|in)
    ^ OPEN* (back|kick|beat|step) off TAIL* $
    (stop|remove|unsubscribe|block|take_off|quit|delete) (it|me|us|this|that|WHO|SENDING|ME|off|from|your|
        the|list|THESE|TEXTS)* (or|before) (i|ill|im|you|else|we|my)
    (your|these) DET* TEXTS (are|is|were)? (so|really|very|super|getting)* (unwanted|not_wanted|unwelcome|
        not_welcome|annoying|irritating|bothersome|driving_me)
    (no|zero|0) interest ... (TEXTS|receiving|getting|texted|SENDING|any_of_this)
    (request|requesting|requested|demand|demanding|process|honor|confirm|asking_for|respect) ..
        (removal|opt_out|unsubscription|deletion|opting_out)
  `,
);

/** Nothing but the end itself. */
export const bare = rules(
  ENGLISH,
  String.raw`
    ^ (i|im|ive|its|this|these|my|that|thats|we|you|youre|there|he|she|already|your|sorry|lady|people) ~
        <!((the|a|next|last|which|bus|to|one|first|that|at_\w+|cant|wont|never|dont|non|full|pit)(_\w+|)(_\w+|)(_\w+|)|
        will|would|should|could|it|they|we|i|you|does|did|must|rest|truck|train) stop (it)? $.
    ~ <!(to|an|the|your|my|our|dont|not|never|did|does|do|how|why|i|you|we|they|word|typing|text|say|said|
        called|of|for|with|and|or|in|should|will|who|what|didnt|says|undo|clicked|hit|pressed|see|find|a|
        not_to) (unsubscribe|unsub) TAIL* $.
    ^ (can|could|will|would) you (stop|quit) (it|this|now|TAIL)* $
    ^ (hey|hi|hello|bro|dude|man|omg|ugh|no|nah|now|then|so|and|yo|sir|maam|chip|bot|you|can|could|would|
        will|need|got|have|better|must|should|to|i_(need|want|would_like)_(you|this|it)|time|make|it|again|
        seriously|one_more_time)* (stop|quit|cease) (it|this|that|now|all|everything|already|here|me|chip|
        the_(bot|madness|nonsense|crap|bs|harassment|spamming|noise)|TAIL)* $.
  `,
);
