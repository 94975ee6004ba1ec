import { SubAgent, type SubAgentContext } from '../../src/agent/sub-agents/sub-agent.ts';

type Respond = (query: string, context: SubAgentContext) => Promise<string>;

/** Whatever a test wants it to be; keeps what it was asked. */
export class AnySubAgent extends SubAgent {
  readonly name: string;
  readonly specialization: string;
  override readonly tools: readonly string[];
  override readonly instructions: string;
  readonly asked: { query: string; context: SubAgentContext }[] = [];
  private readonly answer: Respond;
  private readonly claimed: RegExp | undefined;

  constructor(
    answer: Respond = () => Promise.resolve('By the poet.'),
    {
      name = 'poet',
      specialization = 'whoever wants a poem',
      tools = [] as string[],
      claims = undefined as RegExp | undefined,
      instructions = '',
    } = {},
  ) {
    super();
    this.name = name;
    this.specialization = specialization;
    this.tools = tools;
    this.instructions = instructions;
    this.answer = answer;
    this.claimed = claims;
  }

  override claims(words: string): boolean {
    return this.claimed?.test(words) ?? false;
  }

  override respond(query: string, context: SubAgentContext): Promise<string> {
    this.asked.push({ query, context });
    return this.answer(query, context);
  }
}
