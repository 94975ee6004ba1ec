import { describe, expect, it } from '@jest/globals';
import { ChipConfig } from './chip.config.ts';
import { misspelt } from './misspelt.ts';

describe('names of variables', () => {
  it.each([
    ['LOOP_APIKEY', 'LOOP_API_KEY'],
    ['loop_api_key', 'LOOP_API_KEY'],
    ['GROK_API_KEY', 'GROQ_API_KEY'],
    ['TWILIO_ACOUNT_SID', 'TWILIO_ACCOUNT_SID'],
    ['LIMIT_TURN_PER_DAY', 'LIMIT_TURNS_PER_DAY'],
    ['SUPABASE-URL', 'SUPABASE_URL'],
  ])('that look like one of ours are found: %s', (name, meant) => {
    expect(misspelt([name])).toEqual([{ name, meant }]);
  });

  it('that are ours, or nothing like it, are left alone', () => {
    const others = [
      'PATH',
      'HOME',
      'POST',
      'HOSTS',
      'TOOL',
      'NODE_OPTIONS',
      'npm_config_cache',
      'DATABASE_URL',
      '',
    ];
    expect(misspelt([...Object.keys(new ChipConfig()), ...others])).toEqual([]);
  });
});
