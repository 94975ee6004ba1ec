import { describe, expect, it } from '@jest/globals';
import { lossWarnings } from './loss.rules.ts';
import { readConfig } from './read-config.ts';

const RAILWAY = { RAILWAY_ENVIRONMENT: 'production' };
const warnings = (env: Record<string, string>): string => lossWarnings(readConfig(env)).join();

describe('a start on Railway', () => {
  it('says loudly what will be lost without a volume, and what to set', () => {
    expect(warnings(RAILWAY)).toMatch(
      /EVERYTHING WILL BE LOST.*opted out.*add one at \/data.*DATABASE_PATH=\/data\/chip\.db/,
    );
  });

  it('says so too when the database is not on the volume', () => {
    const volume = { ...RAILWAY, RAILWAY_VOLUME_MOUNT_PATH: '/data' };
    expect(warnings(volume)).toMatch(/not on the volume: set it to \/data\/chip\.db/);
    expect(warnings({ ...volume, DATABASE_PATH: '/database/chip.db' })).toContain('LOST');
    expect(warnings({ ...volume, DATABASE_PATH: '/data/chip.db' })).toBe('');
  });

  it('is silent elsewhere, and where a Supabase project keeps everything', () => {
    expect(warnings({})).toBe('');
    expect(warnings({ ...RAILWAY, SUPABASE_URL: 'https://a.supabase.co', SUPABASE_KEY: 'sb_secret_x' })).toBe(
      '',
    );
  });
});
