import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Test } from '@nestjs/testing';
import { Injectable } from '@nestjs/common';
import { AgentModule } from '../src/agent/agent.module.ts';
import { ChipConfig } from '../src/config/chip.config.ts';
import { ConfigModule } from '../src/config/config.module.ts';
import { readConfig } from '../src/config/read-config.ts';
import { ConversationModule } from '../src/conversation/conversation.module.ts';
import type { JobResult } from '../src/conversation/jobs/job.handler.ts';
import { every } from '../src/conversation/jobs/schedule.ts';
import { LoopMessagingAdapter } from '../src/loop/loop.messaging-adapter.ts';
import { LoopModule } from '../src/loop/loop.module.ts';
import { MediaModule } from '../src/media/media.module.ts';
import { SignalsModule } from '../src/observability/signals.module.ts';
import { PersistenceModule } from '../src/persistence/persistence.module.ts';
import { ToolsModule } from '../src/tools/tools.module.ts';
import { CapturedLog } from './support/captured-log.ts';
import { eventually } from './contract/eventually.ts';
import { SweepJob } from './support/sweep.job.ts';

const text = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

/** The same, in a hurry. */
@Injectable()
class QuickSweepJob extends SweepJob {
  override readonly schedule = every(50);
  runs = 0;

  override run(): Promise<JobResult> {
    this.runs++;
    return super.run();
  }
}

describe('a job that src knows nothing of', () => {
  it('is done again and again when it is listed', async () => {
    const house = await Test.createTestingModule({
      imports: [
        ConfigModule,
        SignalsModule,
        MediaModule,
        ToolsModule.forRoot(),
        ConversationModule.forRoot({
          imports: [PersistenceModule, AgentModule, LoopModule],
          adapters: [LoopMessagingAdapter],
          jobs: [QuickSweepJob],
        }),
      ],
    })
      .overrideProvider(ChipConfig)
      .useValue(readConfig({ DATABASE_PATH: ':memory:' }))
      .compile();
    // Behind Nest's own, which compile() sets.
    const log = new CapturedLog();
    await house.init();
    const job = house.get(QuickSweepJob, { strict: false });
    await eventually('three sweeps', () => Promise.resolve(job.runs >= 3), 10_000);
    await house.close();
    expect(log.text.match(/"swept"/g)).toHaveLength(job.runs);
  });

  it('stands in docs/extending.md as it is here, in about 20 lines', () => {
    const code = text('./support/sweep.job.ts').replaceAll('../../src/', '../');
    expect(text('../docs/extending.md')).toContain(`// src/sweep/sweep.job.ts\n${code}`);
    expect(code.trim().split('\n').length).toBeLessThan(21);
  });
});
