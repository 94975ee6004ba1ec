import type { Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PARAMS_PROVIDER_TOKEN } from 'nestjs-pino';
import { destination } from 'pino';
import supertest from 'supertest';
import { AppModule } from '../../src/app.module.ts';
import { ChipConfig } from '../../src/config/chip.config.ts';
import { ConversationStore } from '../../src/conversation/conversation.store.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { loggerOptions } from '../../src/observability/logger.options.ts';
import { httpAdapter, NEST_OPTIONS, prepare } from '../../src/server.ts';
import { newLogFile } from './logs.ts';
import { SECRET } from './payloads.ts';

/** The whole AppModule in this process, with the start that main.ts gives it. */
export class House {
  readonly app: NestFastifyApplication;

  readonly url: string;

  constructor(app: NestFastifyApplication, url: string) {
    this.app = app;
    this.url = url;
  }

  /**
   * @param env on top of a store in memory, a known webhook secret and a short quiet window
   * @param beyondRules values that a start would refuse, for what happens when something takes too long all the same
   * @param module another house than the usual one
   */
  static async open(
    env: Record<string, string> = {},
    beyondRules: Partial<ChipConfig> = {},
    module: Type = AppModule,
  ): Promise<House> {
    const config = readConfig({
      DATABASE_PATH: ':memory:',
      LOOP_WEBHOOK_SECRET: SECRET,
      REPLY_QUIET_MS: '20',
      // The people of the tests write faster than people.
      LIMIT_TURNS_PER_MINUTE: '0',
      ...env,
    });
    Object.assign(config, beyondRules);
    const log = await loggerOptions(config, destination({ dest: newLogFile(), sync: true }));
    const testing = await Test.createTestingModule({ imports: [module] })
      .overrideProvider(ChipConfig)
      .useValue(config)
      .overrideProvider(PARAMS_PROVIDER_TOKEN)
      .useValue(log)
      .compile();
    const app = testing.createNestApplication<NestFastifyApplication>(httpAdapter(), NEST_OPTIONS);
    await prepare(app);
    await app.listen(0, '127.0.0.1');
    return new House(app, await app.getUrl());
  }

  /** Opens a house for one test and closes it whatever happens. */
  static async during<T>(
    env: Record<string, string>,
    use: (house: House) => Promise<T>,
    beyondRules: Partial<ChipConfig> = {},
    module: Type = AppModule,
  ): Promise<T> {
    const house = await House.open(env, beyondRules, module);
    try {
      return await use(house);
    } finally {
      await house.close();
    }
  }

  /** The store itself, to be made to fail. */
  get store(): ConversationStore {
    return this.app.get(ConversationStore, { strict: false });
  }

  get(path: string): supertest.Test {
    return supertest(this.url).get(path);
  }

  /** Posts to the Loop webhook with the right secret. */
  post(body: object, path = '/webhooks/loop'): supertest.Test {
    return this.anonymous(path).set('authorization', SECRET).send(body);
  }

  /** Posts without any secret. */
  anonymous(path = '/webhooks/loop'): supertest.Test {
    return supertest(this.url).post(path);
  }

  close(): Promise<void> {
    return this.app.close();
  }
}
