import { BadGatewayException, Injectable, InternalServerErrorException, Logger } from '@nestjs/common';
import { ServiceUnavailableException } from '@nestjs/common';
import { ChipConfig } from '../config/chip.config.ts';
import type { Admission } from '../conversation/admission.ts';
import { AdmissionService } from '../conversation/admission.service.ts';
import type { WebhookAnswer } from '../conversation/messaging.adapter.ts';
import type { InlineReply, Receipt } from '../conversation/receipt.ts';
import { ReplyWaiter } from '../conversation/reply.waiter.ts';
import { Signals } from '../observability/signals.ts';
import { WebhookTrace } from './webhook.trace.ts';
import type { IncomingEvent } from './read-event.pipe.ts';

/** Journey steps 4 and 5: the event into the store, and what the channel is told. */
@Injectable()
export class WebhookService {
  private readonly logger = new Logger(WebhookService.name);

  constructor(
    private readonly admissions: AdmissionService,
    private readonly replies: ReplyWaiter,
    private readonly config: ChipConfig,
    private readonly signals: Signals,
    private readonly trace: WebhookTrace,
  ) {}

  /** Throws 503 when the event could not be stored (P1); in inline mode 500 when the agent failed, 502 when the send did. */
  async receive(incoming: IncomingEvent): Promise<WebhookAnswer> {
    const { adapter, event } = incoming;
    const admission = await this.admit(incoming);
    const receipt: Receipt = {
      ok: true,
      status: admission.status,
      event: event.name,
      reason: admission.reason,
      dialect: event.dialect,
      reply: event.kind === 'message' ? await this.inlineReply(admission) : undefined,
    };
    return adapter.answer(receipt);
  }

  private async admit({ adapter, event, body }: IncomingEvent): Promise<Admission> {
    const startedAt = performance.now();
    const line = { channel: adapter.channel, event: event.name, kind: event.kind };
    const ms = (): number => Math.round(performance.now() - startedAt);
    try {
      const admission = await this.admissions.admit(adapter.channel, event, body);
      const { status, reason, messageId, conversationId } = admission;
      const ids = { messageId, conversationId, ms: ms() };
      // Other reasons hold names that a channel has made up; those of an accepted text are ours.
      const outcome = (status === 'accepted' && reason?.replaceAll(' ', '-')) || status;
      this.signals.emit('admitted', { channel: adapter.channel, outcome, ms: ms() });
      this.trace.admitted({ adapter, event, body }, admission, ms());
      if (event.kind === 'delivery' && event.status === 'failed') {
        this.logger.warn(
          { ...line, status, reason, delivery: event.status, code: event.errorCode, ...ids },
          'event',
        );
      } else this.logger.log({ ...line, status, reason, ...ids }, 'event');
      return admission;
    } catch (error) {
      this.logger.error({ ...line, err: error, ms: ms() }, 'event could not be stored');
      this.signals.emit('admitted', { channel: adapter.channel, outcome: 'not-stored', ms: ms() });
      throw new ServiceUnavailableException('the event could not be stored; send it again');
    }
  }

  private async inlineReply({
    status,
    messageId,
    conversationId,
  }: Admission): Promise<InlineReply | undefined> {
    const waits = this.config.REPLY_MODE === 'inline' && (status === 'accepted' || status === 'duplicate');
    if (!waits || messageId === null || conversationId === null) return undefined;
    const outcome = await this.replies.wait({ messageId, conversationId }, status === 'accepted');
    switch (outcome.kind) {
      case 'replied':
        return outcome.reply;
      case 'in-progress':
        return undefined;
      case 'agent-failed':
        throw new InternalServerErrorException(
          'the agent could not answer; the message is kept and tried again',
        );
      case 'send-failed':
        throw new BadGatewayException(`the reply could not be sent (${outcome.code}); it is kept`);
      default:
        return outcome satisfies never;
    }
  }
}
