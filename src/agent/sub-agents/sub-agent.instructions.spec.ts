import { describe, expect, it } from '@jest/globals';
import { Tiktoken } from 'js-tiktoken/lite';
import o200k from 'js-tiktoken/ranks/o200k_base';
import { refuseInstructions } from '../artifact.guard.ts';
import { EventGuideSubAgent } from './event-guide.sub-agent.ts';
import { OnboardingSubAgent } from './onboarding.sub-agent.ts';
import { routeSignature } from './route.signature.ts';

/** The vocabulary of gpt-oss without its chat format's tokens. */
const vocabulary = new Tiktoken(o200k);
const tokensOf = (text: string): number => vocabulary.encode(text).length;
const subAgents = [new EventGuideSubAgent(), new OnboardingSubAgent()];

describe.each(subAgents)('the instructions of $name', ({ instructions }) => {
  it('take less than 400 tokens', () => {
    expect(tokensOf(instructions)).toBeLessThan(400);
  });

  it('keep what no instructions of Chip’s may lose', () => {
    expect(refuseInstructions(instructions)).toBeUndefined();
  });
});

it('the router’s instructions take less than 400 tokens with both', () => {
  expect(tokensOf(routeSignature(subAgents).instructions)).toBeLessThan(400);
});
