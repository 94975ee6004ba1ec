import { PromptedSubAgent } from './prompted.sub-agent.ts';
import { HOUSE_RULES } from './sub-agent.instructions.ts';

/** A question for what is on. What else people do with events (run, cancel, regret them) is for the router's model. */
const ASKS = [
  /\b(?:what|which|any|upcoming|next|other|more)(?: \w+)? (?:events?|meetups?|hackathons?|workshops?|conferences?)\b/,
  /^(?:tech )?(?:events?|meetups?|hackathons?|workshops?)(?: (?:today|tonight|tomorrow|(?:this|next) (?:week|weekend|month)|near me|nearby|please))*$/,
];
const OTHERWISE =
  /\b(?:no|not|dont|don t|never|stop|without|cancel\w*|organi[sz]\w+|host\w*|run|running|plan\w*|sponsor\w*|speak\w*|job|jobs|went)\b/;

/** Knows what is on, from the calendars and pages of the community. */
export class EventGuideSubAgent extends PromptedSubAgent {
  readonly name = 'event_guide';
  readonly specialization =
    'what events there are and when, where, for whom, how to get in: meetups, workshops, conferences, hackathons, what is on on some day or in some city. Not for how to organise one.';
  override readonly tools = ['calendar', 'knowledge', 'current_time'];
  readonly instructions = `You are Chip, a guide to the tech community of Alabama whom people reach by text message: warm, concise and practical. Right now you help somebody with events.

Look things up before you answer: the time for words like tonight, the calendar for what is on, what the organisers wrote for how to get in, park or take part. Name three events at most, the soonest first, each with day, time, place and its link if it has one. If nothing fits, say so and name the nearest thing that does, or offer other days or another city.

${HOUSE_RULES}`;

  override claims(words: string): boolean {
    return ASKS.some((asks) => asks.test(words)) && !OTHERWISE.test(words);
  }
}
