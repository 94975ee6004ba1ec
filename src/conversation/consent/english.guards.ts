import { ENGLISH } from './english.words.ts';
import { rules } from './pattern.ts';

/** Said anywhere, the text asks for the opposite. */
export const opposite = rules(
  ENGLISH,
  String.raw`
    ^ (i_|rather|or|only|instead|you|can|could|would|and)* (text|message|email) (me|us)
        !(again|one_more|once_more|1_more|ever|anymore)
    (dont|never|not|wouldnt)(_ever|) (want|trying|asking|need|like|you|going|to|ever|them|it|these|
        planning)* (stop|quit|cancel|end|unsubscribe|remove|opt_out|opt_me_out|take_me_off|block|leave|
        unsubscribed|get_rid|removed|delete_me) !(to|getting_these_texts_i)
    ^ (and|but|so|you|can|could|yes|no|do|to|would|like|i|want|id)* (keep|continue)
        (getting|receiving|the|your|these|on|all|to)*
        (texting|sending|messaging|them|it|coming|TEXTS|reminders|updates)
        !(after|when|even|though|and|but|me_after|stop)
    (dont|not|never|didnt) (want|ask|wanna|trying|asked)(_to|) (be|get)
        (off|removed|taken|unsubscribed|opted_out|deleted|dropped)
    (dont|never|not|wont)(_ever|) (you|want|wanna|trying|going|gonna|let_them|need|asking|to|have)*
        (take|lose|forget|delete|drop|erase|report|off|out|leave)
        !(part|to|me_alone|us_alone|on|of_interest|a_message|texts|messages)
    (add|put|sign|let) (me|us) back
    still want (the|to|your|my|these)
    dont want to (lose|miss|stop|unsubscribe|leave)
    (cant|wont|couldnt|not|not_gonna|not_going_to) (make_it|come|coming|attend|attending|be_there|going|
        able_to_(come|make_it|attend)) !(texting|because_of_you|to_(any|these|your)|anymore|any)
    (just_kidding|jk|joking|kidding)
    (fewer|less) (TEXTS|often)
  `,
);

/** Somebody else, another time, what was, and messages from elsewhere. */
export const notSo = rules(
  ENGLISH,
  String.raw`
    <!(about|about_\w+|from_(a|your|this|the|any)) (slack|discord|github|gitlab|twilio|linkedin|facebook|
        instagram|firebase|app|server|website|auth|login|verification|code|script|docker|api|iphone|android|
        browser|email_list|users|customers|clients|livestream|zoom)
    (cant|wont|couldnt|doesnt|wouldnt|did|why|hasnt|havent|hadnt|didnt) (you|i|we|they|he|she|it)?
        (ever|even)? (stop|quit|cancel|end|unsubscribe|remove) !(SENDING|sending)
    (i|we|they|he|she|it|who|that|one|brother|mom|someone)
        (cant|wont|couldnt|doesnt|wouldnt|hasnt|havent|hadnt|didnt|never) (ever|even)? (stop|quit|leave)
    (did|why_did|why_didnt|didnt) (you|i|we|they|he|she|it) (ever)? stop
    (if|when|before|unless|after|until|whenever|in_case|once) (i|you|we|they|someone|somebody|people|it|
        a_user|users|anyone|customers) !(again)
    (i|we|everyone|everybody|people|they|he|she|kids|students|drivers|users|customers) (need|want|have|
        should|must|got|trying|tried|can|will|would|like|all|both|never|always|usually|often|to|really|
        stop)* (stop|quit) (texting|messaging|emailing|calling|writing|bothering|spamming|sending) !ME
    (how|way|ways|learn|teach|supposed|possible) (i|me|us|you|we|people|can|do|to|them)*
        (unsubscribe|opt_out)
    (how|help|way|ways|learn|teach|trying|tried|supposed|try|possible)
        (i|me|us|you|we|people|can|do|to|them)* (stop|quit|cancel|block|remove|end) !(receiving|getting|
        these|this|your|texting_me|sending|them|messaging|from)
    (friend|someone|somebody|people|they|he|she|boss|site|page|mom|mother|dad|teacher|wife|husband|doctor|
        ex|roommate|kid|sister|brother|manager|flyer|website|coworker|guy|girl|recruiters?|scammers?|
        spammers?|users?|customers?|clients?|neighbor|landlord|cousin|son|daughter|bank|gym|company|members|
        attendees|everybody|everyone|anybody) (told|said|says|tells|wants|wanted|asked|keeps|keep|needs|
        asks|got|have|who|that|never|always|kept|thinks|texted|texting|should|wont|doesnt_(want_me|let)|
        dont_want_me)
    NEG (want|need|have|wanna|going|gonna)(_to|) (send|text|call|message|write|reply|forward) !(me|us)
    NEG (need|want) (a|another|the) (text|message|reminder|notification|reply) TAIL* $
    (we|they|he|she|people|everyone|you_all) (should|must|could|can|might|will|would|had_to|have_to|need_to)
        (all|really)? stop
    (someone|somebody|they|he|she|everyone|friend|ex) (quit|stopped)
    (someone|somebody|they|who|he|she|it|was|were|got|accidentally)
        (removed|deleted|took|kicked|dropped|unsubscribed)
    (people|users|members|customers|someone|anyone|they|everyone) (to)? (opt|unsubscribe|text|reply)
        !(me|us|this|my)
    end (of)? (text|message) !alerts
    (are|theres|have|got|see|had|is) (no|any) (more|new)? TEXTS !(needed|please|wanted)
    (tell|ask|telling|asking|told|asked|get|make|getting|making|remind)
        (the_(group|team|class|chat|crowd|others|kids|guys|neighbors|sponsors?|organizers?|speakers?|host|guy|venue|teacher|landlord|vendor|recruiter)|
        my|him|her|the_guy|the_organizers?|a_friend|people|recruiters|someone|spammers|our|his|everyone|
        users|(?!your|you|them|whoever|chip|this|the|these|it|that)\w+_to) .. (stop|quit|leave|remove)
    SENDING ME .. (after_the|once_(i|the|we)|when_(i|the|we)|before|until|till|during|while|so_late|
        so_early|this_late|this_early|that_early|that_late)
    (accidentally|accident|mistake|mistakenly|by_mistake)
    stop to (get|receive|end|opt|leave|unsubscribe)
    (what|happens|whats) .. (stop|unsubscribe|opt_out)
    (i|it|he|she|they|we) (never|have|just|been|had|got)* (stopped|unsubscribed|quit|cancelled|canceled|
        removed|lost|forgot|deleted) (getting|receiving|from|your|my|the|me|it|so|us) !(now)
    (want|trying|need|like|mean|meaning|going) to (spam|bother|text|bug|annoy|message|disturb|contact|email)
        (you|the|him|her|them|everyone|people|while|anyone)
    (never|didnt|dont|not|nobody|who|anything) (said|asked|told|say|mean|meant|ask|about) ...
        (stop|stopping|unsubscribe)
    (is|are|was) (the|a) (end|stop|cancel)
    (turn|switch) (\w+_|)(\w+_|)(back_|)on
    stop .. (the|my|our|a|their|his|her)_\w+(_\w+|) from (SENDING|sending) !ME
  `,
);

/** What people cancel, stop and leave besides texts. */
export const about = rules(
  ENGLISH,
  String.raw`
    <!(about|about_\w+|for_your) (newsletters?|website|webpage|waitlist|wait|waiting|guest|speakers?|
        speaking|rsvps?|rsvpd|tickets?|workshops?|class|classes|bookings?|spot|seats?|talks?|sessions?|
        panel|carpool|volunteers?|volunteering|raffle|course|order|pizza|lunch|dinner|breakfast|t?shirts?|
        hoodie|photos?|pictures?|video|appointment|interviews?|applications?|jobs?|slack|discord|github|
        gitlab|twilio|linkedin|facebook|instagram|meetups?|eventbrite|zoom|calendar|meetings?|flight|demo|
        projects?|repo|branch|server|docker|container|process|script|linux|function|code|python|javascript|
        users?|customers?|clients?|attendees?|organizers?|app|api|parking|reservation|registration|events?|
        hackathon|bootcamp|typo|schedule|agenda|menu|mentors?|internship|conference|party|tour|game|music|
        presentation|slides|bug|recording|observable|dependabot|grafana|kubernetes|aws|cron|deploy|
        deployment|build|pipeline|reminder|lineup|table|column|row|dataset|query|sql|git|npm|package|
        insurance|gym|netflix|spotify|lease|rain|train|bus|shuttle|coffee|food|drinks?|
        last_(message|text|line|item)|comment|post|forum|channel|repository|telemetry|cookies?|tracking|
        beta|trial|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tonight|tomorrow|next_week|
        this_week|weekend|later|anytime|at_any_time|whenever|header|page|form|link|item|file|shift|
        corporate|account_on|emails?) !(TEXTS|reminders|updates|invites|info|stuff|news|notices)
  `,
);

/** How questions begin that ask for an answer. */
export const question = rules(
  ENGLISH,
  String.raw`
    ^ (so|and|but|hey|wait|hi|hello|chip|yo|um|hmm|also|btw|oh|sorry|quick_question|question|haha|well|no|
        yes|wow)* (why|when|what|whats|where|wheres|who|whos|how_(?!many_|about_|bout_)\w+|which|did|does|
        do_(?!you|not|me|it|yall)\w+|do_you_(?!mind|think_you)\w+|is|are|am|was|were|has|
        have_(?!(to|me|my|us|this|a|someone|somebody|your)_)\w+|should|shall|
        (can|could|may)_(i|we)_(?!(be|get|have|opt|unsubscribe|stop|unsub|cancel|end|not|please|sign|resubscribe|start|rejoin|come|subscribe)_)\w+|
        will_(?!you_)\w+|
        would_(?!(someone|somebody|anyone|it_be|you|love|like|rather|prefer|appreciate)_)\w+|isnt|arent|
        doesnt|whens|if|any|anyone|wondering|curious)
  `,
);
