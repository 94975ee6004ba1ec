import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Global, Injectable, Module, type BeforeApplicationShutdown } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { temporaryFolder, type TemporaryFolder } from '../../test/support/temporary-folder.ts';
import { ChipConfig } from '../config/chip.config.ts';
import { ConversationStore } from '../conversation/conversation.store.ts';
import { PersistenceModule } from './persistence.module.ts';

/** Stands for the workers: drains while the application shuts down. */
@Injectable()
class Worker implements BeforeApplicationShutdown {
  drained = false;

  constructor(private readonly store: ConversationStore) {}

  async beforeApplicationShutdown(): Promise<void> {
    if (this.drained) return;
    await this.store.ping();
    this.drained = true;
  }
}

describe('PersistenceModule', () => {
  let folder: TemporaryFolder;
  let started: TestingModule[] = [];
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(async () => {
    await Promise.all(started.map((house) => house.close()));
    started = [];
    await folder.remove();
  });

  async function compile(): Promise<TestingModule> {
    const config = Object.assign(new ChipConfig(), { DATABASE_PATH: folder.path('chip.db') });
    @Global()
    @Module({ providers: [{ provide: ChipConfig, useValue: config }], exports: [ChipConfig] })
    class Config {}
    return Test.createTestingModule({ imports: [Config, PersistenceModule], providers: [Worker] }).compile();
  }
  async function start(): Promise<TestingModule> {
    const house = await compile();
    await house.init();
    started.push(house);
    return house;
  }

  it('opens the store before the application has started', async () => {
    const house = await start();
    await expect(house.get(ConversationStore).ping()).resolves.toBeUndefined();
  });

  it('closes the store after the workers have drained', async () => {
    const house = await start();
    await house.close();
    expect(house.get(Worker).drained).toBe(true);
    await expect(house.get(ConversationStore).ping()).rejects.toThrow('the store is closed');
  });

  it('does not start with a file that another server holds, and says so', async () => {
    await start();
    const second = await compile();
    await expect(second.init()).rejects.toThrow(`in use by another Chip (pid ${process.pid})`);
  });
});
