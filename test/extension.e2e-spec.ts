import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import type { ModelEntry } from '../emulator/journal.ts';
import { AgentModule } from '../src/agent/agent.module.ts';
import { SubAgentsModule } from '../src/agent/sub-agents/sub-agents.module.ts';
import { ConfigModule } from '../src/config/config.module.ts';
import { ConversationModule } from '../src/conversation/conversation.module.ts';
import { HealthModule } from '../src/health/health.module.ts';
import { LoopMessagingAdapter } from '../src/loop/loop.messaging-adapter.ts';
import { LoopModule } from '../src/loop/loop.module.ts';
import { MediaModule } from '../src/media/media.module.ts';
import { MetricsModule } from '../src/metrics/metrics.module.ts';
import { LoggingModule } from '../src/observability/logging.module.ts';
import { SignalsModule } from '../src/observability/signals.module.ts';
import { PersistenceModule } from '../src/persistence/persistence.module.ts';
import { ToolsModule } from '../src/tools/tools.module.ts';
import { WebhooksModule } from '../src/webhooks/webhooks.module.ts';
import { phone, said } from './support/canary.ts';
import { DiceTool } from './support/dice.tool.ts';
import { FarEnd, until } from './support/far-end.ts';
import { GameMasterSubAgent } from './support/game-master.sub-agent.ts';
import { House } from './support/house.ts';
import { v1 } from './support/payloads.ts';
import { PigeonMessagingAdapter } from './support/pigeon.messaging-adapter.ts';

const root = new URL('../', import.meta.url).pathname;
const text = (path: string): string => readFileSync(join(root, path), 'utf8');

@Module({ providers: [PigeonMessagingAdapter], exports: [PigeonMessagingAdapter] })
class PigeonModule {}

/** As the AppModule, and one word more for each of the three. */
@Module({
  imports: [
    ConfigModule,
    LoggingModule,
    SignalsModule,
    MediaModule,
    ToolsModule.forRoot({ tools: [DiceTool] }),
    SubAgentsModule.forRoot({ subAgents: [GameMasterSubAgent] }),
    ConversationModule.forRoot({
      imports: [PersistenceModule, AgentModule, LoopModule, PigeonModule],
      adapters: [LoopMessagingAdapter, PigeonMessagingAdapter],
    }),
    WebhooksModule,
    HealthModule,
    MetricsModule,
  ],
})
class LargerModule {}

describe('a tool, a sub-agent and a channel that src knows nothing of', () => {
  let far: FarEnd;
  let house: House;
  beforeAll(async () => {
    far = await FarEnd.start();
    house = await House.open(far.env(), {}, LargerModule);
  });
  afterAll(async () => {
    await house.close();
    await far.stop();
  });

  it('answer together: the sub-agent is asked over the channel, and calls the tool', async () => {
    await far.faults({
      model: {
        script: [{ tool_calls: [{ name: 'dice', arguments: { sides: 2 } }] }, { content: 'You lead.' }],
      },
    });
    const form = { From: phone(80), Body: said('Roll the dice!'), Sid: 'roll' };
    await house.anonymous('/webhooks/pigeon').set('x-pigeon', 'coo').type('form').send(form).expect(200);
    const pigeon = house.app.get(PigeonMessagingAdapter, { strict: false });
    await until(() => pigeon.sent.length > 0);
    expect(pigeon.sent).toMatchObject([{ target: phone(80), text: 'You lead.' }]);
    const calls = (await far.journal()).model as (ModelEntry & {
      messages: { role: string; content: string }[];
    })[];
    expect(calls).toHaveLength(2);
    expect(calls[0]!.messages[0]!.content).toContain('you keep a game of dice');
    expect(calls[1]!.messages.at(-1)).toMatchObject({
      role: 'tool',
      content: expect.stringMatching(/^\{"rolled":[12]\}$/),
    });
  });

  it('leave the rest as it was', async () => {
    await house.post(v1(phone(81), 'Hi Chip')).expect(200);
    expect(await far.sent(phone(81))).toEqual(['Heard: Hi Chip']);
  });

  it('are named in no file of src', () => {
    const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
    const production = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'));
    expect(production.length).toBeGreaterThan(100);
    const naming = production.filter((file) => /pigeon|dice\.?tool|game.?master/i.test(text(`src/${file}`)));
    expect(naming).toEqual([]);
  });
});

it('docs/extending.md shows the sub-agent as it is here, in less than 30 lines', () => {
  const code = text('test/support/game-master.sub-agent.ts').replaceAll('../../src/agent/sub-agents/', './');
  expect(text('docs/extending.md')).toContain(`// src/agent/sub-agents/game-master.sub-agent.ts\n${code}`);
  expect(code.trim().split('\n').length).toBeLessThan(30);
});
