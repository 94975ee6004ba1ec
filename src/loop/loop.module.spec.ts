import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { ChipConfig } from '../config/chip.config.ts';
import { readConfig } from '../config/read-config.ts';
import { LoopClient } from './loop.client.ts';
import { LoopMessagingAdapter } from './loop.messaging-adapter.ts';
import { LoopModule } from './loop.module.ts';
import { LoopSender } from './loop.sender.ts';
import { TerminalLoopSender } from './terminal.loop-sender.ts';

const PRODUCTION = { NODE_ENV: 'production', LOOP_WEBHOOK_SECRET: 'a-secret-for-webhooks' };
const MESSAGE = { id: 'one', target: '+12055550123', targetKind: 'person' as const, text: 'hi' };

async function start(
  env: Record<string, string>,
): Promise<{ adapter: LoopMessagingAdapter; sender: LoopSender }> {
  @Module({ providers: [{ provide: ChipConfig, useValue: readConfig(env) }], exports: [ChipConfig] })
  class TestConfigModule {}
  const module = await Test.createTestingModule({
    imports: [{ module: TestConfigModule, global: true }, LoopModule],
  }).compile();
  return { adapter: module.get(LoopMessagingAdapter), sender: module.get(LoopSender, { strict: false }) };
}

describe('LoopModule', () => {
  afterEach(() => void jest.restoreAllMocks());

  it('sends through Loop where there is a key', async () => {
    expect(
      (await start({ LOOP_API_KEY: 'key', LOOP_WEBHOOK_SECRET: 'a-webhook-secret' })).sender,
    ).toBeInstanceOf(LoopClient);
    expect((await start({ ...PRODUCTION, LOOP_API_KEY: 'key' })).sender).toBeInstanceOf(LoopClient);
  });

  it('shows texts on the terminal of a developer without a key', async () => {
    expect((await start({})).sender).toBeInstanceOf(TerminalLoopSender);
  });

  it('keeps texts and shows nothing in production without a key', async () => {
    const stdout = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    const { adapter } = await start(PRODUCTION);
    const outcome = await adapter.sendMessage(MESSAGE, new AbortController().signal);
    expect(outcome).toEqual({ kind: 'halted', code: 'no-api-key' });
    expect(stdout).not.toHaveBeenCalled();
  });
});
