import { Module } from '@nestjs/common';
import { AlarmModule } from './alarm/alarm.module.ts';
import { AgentModule } from './agent/agent.module.ts';
import { SubAgentsModule } from './agent/sub-agents/sub-agents.module.ts';
import { ConfigModule } from './config/config.module.ts';
import { ConversationModule } from './conversation/conversation.module.ts';
import { DocsModule } from './docs/docs.module.ts';
import { HealthModule } from './health/health.module.ts';
import { LoopModule } from './loop/loop.module.ts';
import { LoopMessagingAdapter } from './loop/loop.messaging-adapter.ts';
import { MediaModule } from './media/media.module.ts';
import { MetricsModule } from './metrics/metrics.module.ts';
import { LoggingModule } from './observability/logging.module.ts';
import { SignalsModule } from './observability/signals.module.ts';
import { TracingModule } from './observability/tracing/tracing.module.ts';
import { PersistenceModule } from './persistence/persistence.module.ts';
import { ToolsModule } from './tools/tools.module.ts';
import { TwilioModule } from './twilio/twilio.module.ts';
import { WebhooksModule } from './webhooks/webhooks.module.ts';

/** The whole house. A further channel is its module and its adapter, one line each; a further tool or sub-agent is one line. */
@Module({
  imports: [
    ConfigModule,
    LoggingModule,
    SignalsModule,
    TracingModule,
    MediaModule,
    ToolsModule.forRoot(),
    SubAgentsModule.forRoot(),
    ConversationModule.forRoot({
      imports: [PersistenceModule, AgentModule, LoopModule],
      adapters: [LoopMessagingAdapter],
    }),
    TwilioModule,
    WebhooksModule,
    HealthModule,
    MetricsModule,
    AlarmModule,
    DocsModule,
  ],
})
export class AppModule {}
