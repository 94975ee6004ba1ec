import { ENGLISH } from './english.words.ts';
import { rules } from './pattern.ts';

/** Threats and repetitions, often in the form of a question or a condition. */
export const insists = rules(
  ENGLISH,
  String.raw`
    (stop|quit|remove|leave|lose|take|unsubscribe|opt|cancel|delete|end) ~ (before|or|otherwise|else)
        (i|ill|im|we) (will|going_to|have_to|am_going_to|gonna)? (call|report|block|sue|contact|get|file|
        take|calling|reporting|blocking|suing|filing|press|go|notify|press)
    (appreciate|great|like|love|nice|helpful|cool|grateful|wish|glad|happy) ... (if_|)(you|yall|youd)
        (could|would|can|will)? (stop|quit|stopped) TAIL* $
    (appreciate|great|like|love|nice|helpful|cool|grateful|wish|glad|happy) ... (if_|)(you|yall|youd)
        (could|would|can|will)? (stop|stopped|quit|ceased|not|removed|remove|took|take)
        (SENDING|sending|ME|WHO|SEND|TEXTS|DET|these)
    ^ (so|and|but|omg|hey|seriously|like|bro|dude|wtf|ok|chip|man|yo)* (when|why|are|will|wont|cant)
        (are|will|wont|cant|dont|you|ever|going|to|not|never|we|finally)* (stop|quit) (SENDING|sending) ME
    (understand|confused|unclear|comprehend|hear|get)
        (me|about|by|the_word|when_i_say|when_i_said|in|what|word)* stop
    stop (is|was|isnt) .. (confusing|unclear|understand|clear)
    <!(never|didnt) (told|asked|said|warned|telling|asking|begged)
        (you|chip|this_number|already|twice|before|nicely|multiple|times|to)*
        (not_to|dont|not|never_to|never) (ever)? (SEND|SENDING|CALL) ME
    (asked|requested|asking|begging) to be (removed|taken_off|unsubscribed|deleted|opted_out)
    if you (dont|wont) (stop|quit) (SENDING|sending) ME
    (this_is|consider_this|take_this_as|here_is|heres) .. (opt_out|unsubscribe|notice|revocation|cease)
        !(of|for|about|i|that)
    how_many ~ (stop|unsubscribe|leave_me_alone|remove|quit|take_me_off|no)
    (part|word) (of|in) (stop|no|unsubscribe|leave_me_alone|dont|not_interested|remove|quit|no_more)
    (SEND|SENDING|CALL) ME (up)? (again|(one|1)_more(_time|)|once_more) (and|or|im|i|ill|time|you|me)
    (one|1|another|next|get|keep|again|continue|stop|dont|last|harassment|spam|if) ~
        (TEXTS|time|SENDING|SEND|contact|stop|harassment|it|spam|warning) ~ (reporting|report|reported|
        block|blocking|blocked|sue|suing|lawyer|attorney|police|cops|fcc|ftc|lawsuit|legal_action|court|
        complaint|bbb|charges)
    <!(accidentally|you|they|not_going_to|not_gonna|never|wont|dont|not)
        (blocking|block|reporting|report|reported|flagging|flag|suing|sue) (and_\w+_|)(you|your|
        this_(number|bot|spam|as|to_the)|the_number|these_texts|as_(spam|junk)|for_(spam|harassment)|it_as|
        this_for) !(by|my|to_see|about|a|an|bug|accident|accidentally|on)
    (youre|your|you_are|number_is|consider_yourself) (being|now|getting)? (blocked|reported)
    (report\w*|block\w*|su(e|ing)|lawyer|attorney|police|cops|fcc|ftc|lawsuit|legal_action|charges) ~
        (if|unless) ~ (SENDING|SEND|TEXTS|stop|quit|again)
    (block|blocking|blocked|report|reporting|reported) (and)?
        (report|reporting|reported|block|blocking|blocked) TAIL* (you|this)? $
    (youve|you_have|has|have) been (blocked|reported)
    <!(not|dont|never|wont) (im|am|gonna|going_to|will|ill) !not (blocking|block|reporting|report)
        (this|you|it) TAIL* $
    (contact|communications?|TEXTS) (will_be|is|are|would_be) (considered|reported|treated|harassment)
    (filing|file|filed) .. complaint ~ (TEXTS|SENDING|SEND)
    (keep|continue|go_ahead_and_keep) SENDING (ME)? (and|ill|i) (see|watch|ill|i|find_out|you|im)
    (marking|marked|flagging|flagged|reporting|reported|report) (this|you|it|your_number|these)? as
        (spam|junk|harassment)
    (ill|i_will|going_to|gonna|will|i_can) sue
    i (have_)?said no_more
    i (have|had)? (opted_out|unsubscribed|said_stop) ~ (still|again|stop|keep|getting)
    (i|ive|already|have) (said|told|asked|texted|replied|typed) (you|this_bot|times|twice|already|to|
        multiple|people|before|so_many|nicely|and|like)* (stop|unsubscribe) !(by|on)
  `,
);
