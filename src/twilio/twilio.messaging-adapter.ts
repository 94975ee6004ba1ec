import type { ChipConfig } from '../config/chip.config.ts';
import type { ChannelEvent } from '../conversation/channel-event.ts';
import {
  MessagingAdapter,
  type EventDto,
  type OutboundMessage,
  type SendOutcome,
  type SentBefore,
  type WebhookAnswer,
} from '../conversation/messaging.adapter.ts';
import type { SignedRequest } from '../conversation/webhook-signature.ts';
import { normalizeEvent } from './normalize-event.ts';
import { MAX_TEXT_LENGTH } from './send.content.ts';
import { TwilioEventDto } from './twilio-event.dto.ts';
import type { TwilioClient } from './twilio.client.ts';
import { verifySignature, type TwilioAccount } from './twilio.signature.ts';

/**
 * TwiML that does nothing. Text or JSON would not do: Twilio texts a plain answer to the person, and notes an error for
 * any other type (https://www.twilio.com/docs/api/errors/12300).
 */
const ANSWER: WebhookAnswer = {
  contentType: 'text/xml; charset=utf-8',
  body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
};

/** The Twilio channel: SMS and MMS, and WhatsApp where the account has it. */
export class TwilioMessagingAdapter extends MessagingAdapter {
  override readonly channel = 'twilio';
  override readonly textLimit = MAX_TEXT_LENGTH;
  override readonly contentTypes = { 'application/x-www-form-urlencoded': 'form' } as const;
  /** All attempts at a webhook are over within 15 s: no grace has to wait for a later one. */
  override readonly redelivery = [];
  private readonly account: TwilioAccount;

  /** @param config one in which Twilio is set up */
  constructor(
    config: ChipConfig,
    private readonly client: TwilioClient,
  ) {
    super();
    const {
      TWILIO_AUTH_TOKEN: authTokens,
      TWILIO_ACCOUNT_SID: accountSid = '',
      PUBLIC_URL: publicUrl = '',
    } = config;
    this.account = { authTokens, accountSid, publicUrl };
  }

  override verifySignature(request: SignedRequest): boolean {
    return verifySignature(request, this.account);
  }

  override eventDto(body: unknown): EventDto | undefined {
    return typeof body === 'object' && body !== null
      ? { dto: TwilioEventDto, whenInvalid: 'quarantine' }
      : undefined;
  }

  /** `event` is an instance of the DTO that `eventDto` has named. */
  override normalizeEvent(event: object, query: URLSearchParams): ChannelEvent {
    return normalizeEvent(event as TwilioEventDto, query);
  }

  override answer(): WebhookAnswer {
    return ANSWER;
  }

  override sendMessage(message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome> {
    return this.client.sendMessage(message, signal);
  }

  override findSent(
    message: OutboundMessage,
    sent: SentBefore,
    signal: AbortSignal,
  ): Promise<SendOutcome | undefined> {
    return this.client.findSent(message, sent, signal);
  }
}
