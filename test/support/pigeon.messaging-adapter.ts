import { IsOptional, IsString } from 'class-validator';
import type { ChannelEvent } from '../../src/conversation/channel-event.ts';
import { MessagingAdapter } from '../../src/conversation/messaging.adapter.ts';
import type {
  EventDto,
  OutboundMessage,
  SendOutcome,
  WebhookAnswer,
} from '../../src/conversation/messaging.adapter.ts';
import type { Receipt } from '../../src/conversation/receipt.ts';
import type { SignedRequest } from '../../src/conversation/webhook-signature.ts';

class PigeonForm {
  @IsString() readonly From!: string;
  @IsString() readonly Body!: string;
  @IsString() readonly Sid!: string;
  /** The pigeon has answered this one itself. */
  @IsOptional() @IsString() readonly Done?: string;
}

/** A channel that posts forms, signs with a header of its own and wants plain text back. */
export class PigeonMessagingAdapter extends MessagingAdapter {
  readonly channel = 'pigeon';
  readonly contentTypes = { 'application/x-www-form-urlencoded': 'form' } as const;
  readonly redelivery = [];
  readonly sent: OutboundMessage[] = [];
  loft: string | null = null;

  override verifySignature({ headers }: SignedRequest): boolean {
    return headers['x-pigeon'] === 'coo';
  }
  override eventDto(): EventDto {
    return { dto: PigeonForm, whenInvalid: 'reject' };
  }
  override normalizeEvent({ From, Body, Sid, Done }: PigeonForm, query: URLSearchParams): ChannelEvent {
    this.loft = query.get('loft');
    return {
      kind: 'message',
      name: 'pigeon.arrived',
      eventClass: 'message',
      externalId: Sid,
      webhookId: null,
      conversation: { key: From, kind: 'person', target: From, externalId: From },
      author: From,
      recipient: null,
      text: Body,
      attachments: [],
      transport: null,
      answeredAs: Done === undefined ? undefined : 'opt-out',
    };
  }
  override answer({ status }: Receipt): WebhookAnswer {
    return { contentType: 'text/plain; charset=utf-8', body: `coo: ${status}` };
  }
  override sendMessage(message: OutboundMessage): Promise<SendOutcome> {
    this.sent.push(message);
    return Promise.resolve({ kind: 'sent', providerId: null });
  }
}
