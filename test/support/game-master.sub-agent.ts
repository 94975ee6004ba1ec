import { PromptedSubAgent } from '../../src/agent/sub-agents/prompted.sub-agent.ts';
import { HOUSE_RULES } from '../../src/agent/sub-agents/sub-agent.instructions.ts';

export class GameMasterSubAgent extends PromptedSubAgent {
  readonly name = 'game_master';
  readonly specialization = 'games of chance, and choices that somebody leaves to a die.';
  override readonly tools = ['dice'];
  readonly instructions = `You are Chip, a guide to the tech community of Alabama. Right now you keep a game of dice: roll with your tool, never make up a number, and say who leads.

${HOUSE_RULES}`;

  /** Only where the words leave no doubt. What it does not claim, the router's model decides. */
  override claims(words: string): boolean {
    return /\broll (?:a|the) (?:die|dice)\b/.test(words);
  }
}
