import { describe, expect, it } from '@jest/globals';
import { messageOf, turnOf } from '../../../test/support/turn-of.ts';
import { EventGuideSubAgent } from './event-guide.sub-agent.ts';
import { OnboardingSubAgent } from './onboarding.sub-agent.ts';
import { routeByRule } from './route.rules.ts';

const both = [new EventGuideSubAgent(), new OnboardingSubAgent()];
const routed = (...texts: string[]): string | undefined => {
  const rule = routeByRule(turnOf(texts), both);
  return rule && `${rule.agent}: ${rule.reason}`;
};

describe('who answers without a model being asked', () => {
  it.each([
    'Any tech events in Huntsville this weekend?',
    'What meetups are there?',
    "What's the next Python meetup",
    'upcoming events please',
    'Hi Chip! Which workshops are coming up?',
    'Events?',
    'meetups this week',
  ])('is the event guide for %j', (text) => {
    expect(routed(text)).toBe('event_guide: words');
  });

  it.each(["Hi, I'm new here", 'I just moved to Birmingham', 'I’m new to tech, where do I begin?'])(
    'is the onboarding for %j',
    (text) => {
      expect(routed(text)).toBe('onboarding: words');
    },
  );

  it.each([
    'Hi',
    'Hello Chip!',
    'thanks so much',
    'Good morning',
    '👍',
    'ok cool',
    'HELP',
    '¡Muchas gracias!',
    'k',
  ])('is Chip for %j', (text) => {
    expect(routed(text)).toMatch(/^chip: (?:short|small-talk)$/);
  });

  it.each([
    'I want to die. Any events tonight?',
    "I'm new here and thinking about suicide",
    'this is an emergency, what events are near',
  ])('is Chip where somebody may be in danger: %j', (text) => {
    expect(routed(text)).toBe('chip: danger');
  });

  it.each([
    'How do I organize any events here?',
    "Don't send me any more events",
    'I went to what meetups I could, now I need a job',
    'Which events company has open jobs?',
    "I'm new here. Any events?",
    'The new hire is not new to tech',
    'When does the robotics thing start',
    'Who can teach me Rust',
    'Qué eventos hay esta semana',
  ])('is left to the model for %j', (text) => {
    expect(routed(text)).toBeUndefined();
  });

  it('looks at all open texts together', () => {
    expect(routed('Hi', 'Any events tonight?')).toBe('event_guide: words');
    expect(routed('Hi', 'thanks')).toBe('chip: small-talk');
  });

  it('is Chip for a file nobody has looked at, and the words for a voice message that was heard', () => {
    const attachments = ['https://files.example.org/a'];
    const said = messageOf('Any events tonight?', { attachments });
    expect(routeByRule({ messages: [said] }, both)).toEqual({ agent: 'chip', reason: 'file' });
    const heard = { ...said, form: 'voice' as const, spoken: true };
    expect(routeByRule({ messages: [heard] }, both)).toEqual({ agent: 'event_guide', reason: 'words' });
  });

  it('is nobody who is off', () => {
    expect(routeByRule(turnOf('Any events tonight?'), [both[1]!])).toBeUndefined();
  });
});
