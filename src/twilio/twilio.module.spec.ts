import { describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { ChipConfig } from '../config/chip.config.ts';
import { readConfig } from '../config/read-config.ts';
import { AdapterRegistry, MESSAGING_ADAPTERS } from '../conversation/adapter.registry.ts';
import { TwilioModule } from './twilio.module.ts';

const SET = {
  TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'token',
  TWILIO_SENDER: '+12055550100',
  PUBLIC_URL: 'https://chip.example',
};

async function channels(env: Record<string, string>): Promise<string[]> {
  @Module({
    providers: [
      { provide: ChipConfig, useValue: readConfig(env) },
      { provide: MESSAGING_ADAPTERS, useValue: [] },
      AdapterRegistry,
    ],
    exports: [ChipConfig, AdapterRegistry],
  })
  class Around {}
  const module = await Test.createTestingModule({
    imports: [{ module: Around, global: true }, TwilioModule],
  }).compile();
  await module.init();
  const names = module.get(AdapterRegistry).channels();
  await module.close();
  return names;
}

describe('TwilioModule', () => {
  it('is no channel until there is an account', async () => {
    expect(await channels({})).toEqual([]);
    expect(await channels(SET)).toEqual(['twilio']);
  });
});
