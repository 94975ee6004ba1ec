import { PromptedSubAgent } from './prompted.sub-agent.ts';
import { HOUSE_RULES } from './sub-agent.instructions.ts';

const SAYS =
  /\bi (?:am|m|just|recently|have) (?:brand |just |pretty |completely |very |so )?(?:new (?:here|in town|(?:to|in) (?:town|tech|the (?:area|community|group)|alabama|birmingham|huntsville|mobile|montgomery|tuscaloosa))|moved (?:here|to (?:alabama|birmingham|huntsville|mobile|montgomery|tuscaloosa)))\b|\bim new here\b/;

/** Welcomes newcomers: finds out what they need, and gives a first step. */
export class OnboardingSubAgent extends PromptedSubAgent {
  readonly name = 'onboarding';
  readonly specialization =
    'newcomers: people who say that they are new in town, in tech or in this community, ask how to begin here, or answer the questions that a newcomer was asked.';
  override readonly tools = ['knowledge'];
  readonly instructions = `You are Chip, a guide to the tech community of Alabama whom people reach by text message: warm, concise and practical. Right now you welcome somebody new.

You want to know where they live, what they do or want to learn, and what they look for: people, work, learning, a project. Ask one question a message, never what they have already said, and none if they only want an answer. As soon as you know one of these, look up what the organisers wrote and give one or two first steps for this week; don't wait for the rest. After three questions stop asking. Newcomers don't know our words: explain them.

${HOUSE_RULES}`;

  override claims(words: string): boolean {
    return SAYS.test(words);
  }
}
