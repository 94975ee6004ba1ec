import { describe, expect, it } from '@jest/globals';
import { problemsOf } from '../../test/support/config-problems.ts';
import { readConfig } from './read-config.ts';
import { warningsAbout } from './rules.ts';

const TOOLS = 'calendar,knowledge,current_time';
const CALENDAR_URLS = 'events.ics';

describe('SUB_AGENTS', () => {
  it('are all off by default', () => {
    expect(readConfig({}).SUB_AGENTS).toEqual([]);
    expect(warningsAbout(readConfig({})).join()).not.toContain('SUB_AGENTS');
  });

  it('are on when they are named beside their tools', () => {
    const env = { SUB_AGENTS: 'event_guide, onboarding', TOOLS, CALENDAR_URLS, GROQ_API_KEY: 'k' };
    expect(readConfig(env).SUB_AGENTS).toEqual(['event_guide', 'onboarding']);
    expect(warningsAbout(readConfig(env)).join()).not.toContain('SUB_AGENTS');
  });

  it('stop the start where there is no such sub-agent, showing those that there are and no value', () => {
    const problems = problemsOf({ SUB_AGENTS: 'event_guide,pasted-secret', TOOLS, CALENDAR_URLS });
    expect(problems).toEqual([
      'SUB_AGENTS must name sub-agents that there are, separated by commas: event_guide, onboarding',
    ]);
  });

  it('stop the start without the tool that they are nothing without', () => {
    expect(problemsOf({ SUB_AGENTS: 'event_guide,onboarding' })).toEqual([
      'SUB_AGENTS names event_guide, which needs calendar: add it to TOOLS or take event_guide out',
      'SUB_AGENTS names onboarding, which needs knowledge: add it to TOOLS or take onboarding out',
    ]);
  });

  it('warn of what they answer without', () => {
    const config = readConfig({ SUB_AGENTS: 'event_guide', TOOLS: 'calendar,knowledge', CALENDAR_URLS });
    expect(warningsAbout(config).filter((warning) => warning.includes('SUB_AGENTS'))).toEqual([
      'TOOLS does not name current_time: event_guide of SUB_AGENTS answers without it',
      'SUB_AGENTS is set without GROQ_API_KEY: the offline model cannot pick one of them',
    ]);
  });
});
