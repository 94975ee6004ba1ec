/** Word lists of the English rules, read by `rules` (`pattern.ts`). */
export const ENGLISH = {
  BREAK: `and but because if when while so that until unless before after then or`,
  STOP: `stop quit cease discontinue halt end(?!_up) desist desist_from refrain_from lay_off`,
  NEG: `nobody no_one dont never not no_longer aint wouldnt didnt isnt doesnt not_to`,
  /** What is done to a person, as it follows "stop" ... */
  SENDING: `
    (text|invit|messag|contact|spam|spamm|bother|bugg?|harr?ass?|email|ping|pester|annoy|disturb|dm|notify|
      alert|bombard|solicit|hound|stalk)(ing|in|n) (reach|writ|hitt|talk|reply|respond|call)(ing|in)_(out|
      up|to|out_to|and_texting|or_texting) texting_(and|or)_calling sending_texts_to
  `,
  /** ... and as it follows "don't". */
  SEND: `
    reach text message contact bother bug harass email ping pester annoy disturb dm spam notify alert hit_up
    (reach_out|write|reply|respond|talk)(_to|) send_to solicit call_or_text text_or_call hmu texting
    messaging contacting
  `,
  /** Also said of a voice, a name, a meeting. */
  CALL: `call hit phone write calling`,
  TEXTS: `
    texts (?<!to_)text messages? sms mms spam notif(ication|)s? pings alerts? communications? announcements
    blasts? correspondence
  `,
  /** Without `spam`, which somebody may not want to send either. */
  GETTING: `
    texts (?<!to_)text messages? sms mms notif(ication|)s? pings alerts? communications? announcements
    blasts? correspondence
  `,
  CHATTER: `
    reminders updates ads advertisements links emails invites invitations info stuff things crap shit
    garbage junk bs bullshit trash nonsense news promos promotions memes notices calls mess
  `,
  THESE: `
    this these those them that it any all anything everything something nothing any_of_(this|these|it)
    all_of_(this|these|it)
  `,
  DET: `events? meetups? jobs? workshops? hackathon PLAIN`,
  PLAIN: `
    the these this those all of your any every my with sending getting receiving more further future other
    such so_many random automated auto annoying unwanted unsolicited constant daily weekly marketing promo
    promotional nonstop endless chip bot tech group ridiculous a an single another to for out_with it_with
    it me us mass bulk up kinds?_of on from text sms w anymore else too_many from_you ass
  `,
  ME: String.raw`
    me us here it them_here my_(wife|husband|mom|mother|dad|father|son|daughter|kid|kids|grandma|parents|
      house|family|line|inbox) (my|this|our|his|her|the|that|these)_(\w+_)?(number|phone|cell|line|mobile|
      numbers|phones)
  `,
  TAIL: String.raw`
    now again anymore ever at_all period forever no_more any_longer further longer sir maam man bro dude
    chip bot in_the_future going_forward from_now_on for_good i_mean_it or_else either today never you folks
    people have_a_\w+_\w+ bye ugh dear smh and then right_here over_here too soon hello chatbot robot friend
    yes sorry for_real fr omg ffs altogether completely entirely wtf team everyone im_serious before_i_\w+ k
    as_well thats_it amen god_bless from_you already
  `,
  OPEN: `
    got ive choosing choice my guess lady better i we im ill would like want need wish wishing choose chose
    decided elect prefer request requesting requested asking asked ask to for you can could will may let
    lets be get getting have having someone somebody anyone appreciate it if that so then also hello hi hey
    chip yes no nope nah good morning afternoon evening sir maam dear sorry well now go ahead going trying
    try time do help make sure how_about much very love rather mind must gotta should think feel free and
    the bot dude bro man yo omg ugh here team folks guys everyone favor a me kind enough again wtf ffs smh
    am are officially hereby formally respectfully excuse ready pretty real quick way instead politely more
    once last all greetings sirs day whoever this is goes concern may_it in charge tired done
  `,
  WANT: `
    require requiring trying wanting needing wants needs asked_for want wanna wish care need interested
    agree consent authorize desire prefer enjoy appreciate opt_in signed?_up like_(getting|receiving|to)
  `,
  REMOVE: `
    get_rid_of remove removed removing take taken taking get getting delete deleted deleting drop dropped
    dropping scrub pull kick cut strike cross scratch erase erased purge exclude wipe unlist unenroll
    withdraw knock boot yank bump rm clear
  `,
  WHO: String.raw`
    mine me us myself ourselves it them this (my|this|our|his|her|the|that|these)_(\w+_)?(numbers?|phones?|
      cell|contact|info|information|name|line|details|data|email|account|mobile|digits)(_(and|or)_\w+|)
    my_(wife|husband|mom|mother|dad|father|son|daughter|kid|kids|grandma|family|parents|contact_\w+)
  `,
  OFF: `off from of out out_of from_off and`,
  LIST: `
    lists? databases? systems? contacts? records? roster directory group thread chat service program
    subscription distribution rotation files? chain thing mess crap shit here there bot platform phones?
    phone_?book memory address_book subscribers rolls? books end campaigns? stuff nonsense registry
    send_list side everything TEXTS CHATTER
  `,
  LISTING: `
    your the this that these those all any whatever every mailing contacts? texting text sms messages?
    messaging marketing distribution phone call calling spam notification alert broadcast group tech chip of
    from future further subscriber email calls member bot blast each and other dumb recipient company
    companys send sending damn type kind promo automated
  `,
  UNSUB: `
    unsubscribe unsubscribed unsubscribing unsub unsubbed
    opt(ed|ing|)_(me_|us_|(this|my)_(number|phone|line)_|)out unenroll deregister unregister delist
    disenroll
  `,
  REST: `
    request notice me us my number numbers phone cell this that these those from of to your all any every
    everything further future more lists? services? system group thing stuff it here program communications?
    subscription the mailing contact sms marketing automated chip bot getting receiving being texted
    messaged contacted with and tech daily weekly updates line both kind type off text texting messaging
    account
  `,
  /** Nothing but the business between us: where all words of a clause are such, their order may be any. */
  OURS: String.raw`
    OPEN TAIL PLAIN TEXTS CHATTER SENDING SEND REMOVE mine myself info information name names details data
    mobile digits line cell wife husband mom mother dad son daughter kid OFF LISTING LIST UNSUB REST THESE
    STOP sending off out kill terminate forget lose rid put leave keep let want over into by person someone
    them need i_dont_know_you your_\w+_list
  `,
};
