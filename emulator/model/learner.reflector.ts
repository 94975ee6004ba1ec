import { chance } from './learner.chance.ts';
import type { LearnerRequest } from './learner.request.ts';

const INSTRUCTIONS = ['instructions', 'current_instructions', 'instruction', 'current_instruction'];
/** What a reviser heeds in one go. */
const MOST_DIRECTIVES = 3;
/** How often it loses a line of the instructions, and how often it puts a directive so vaguely that it says nothing. */
const LOSES = 0.2;
const BLURS = 0.2;

/**
 * The instructions with what the feedback asks for behind them: each "The reply should ..." as a line. It makes mistakes
 * now and then, so whoever takes its proposals has to try them first.
 */
export function revision(seed: number, { inputs, messages }: LearnerRequest): string {
  const name = INSTRUCTIONS.find((known) => inputs.has(known));
  const current = name === undefined ? '' : inputs.get(name)!;
  const feedback = [...inputs].filter(([section]) => section !== name).map(([, text]) => text);
  const added = directivesIn(feedback.join('\n'))
    .filter((directive) => !current.toLowerCase().includes(directive.toLowerCase()))
    .slice(0, MOST_DIRECTIVES)
    .map((directive) => (chance(seed, 'blur', directive, messages) < BLURS ? blurred(directive) : directive))
    .map((directive) => `- ${directive.charAt(0).toUpperCase()}${directive.slice(1)}.`);
  return [...kept(seed, current.split('\n'), messages), ...added].join('\n').trim();
}

/** Those that are said most often come first. */
function directivesIn(feedback: string): string[] {
  const counts = new Map<string, number>();
  for (const [, directive] of feedback.matchAll(/\bThe (?:reply|answer|response) should ([^.\n]+)\./g))
    counts.set(directive!, (counts.get(directive!) ?? 0) + 1);
  return [...counts].toSorted(([, one], [, other]) => other - one).map(([directive]) => directive);
}

function kept(seed: number, lines: string[], messages: unknown): string[] {
  if (chance(seed, 'lose', messages) >= LOSES) return lines;
  const filled = lines.flatMap((line, index) => (line.trim() === '' ? [] : [index]));
  const lost = filled[Math.floor(chance(seed, 'which', messages) * filled.length)];
  return lines.filter((_, index) => index !== lost);
}

/** As models do that summarise: the verb stays and the point is gone. */
function blurred(directive: string): string {
  return `take care how you ${directive.split(' ', 1)[0]}`;
}
