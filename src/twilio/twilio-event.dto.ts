import { applyDecorators } from '@nestjs/common';
import { IsOptional, IsString, MaxLength } from 'class-validator';

/** An index entry has to fit into one page of the database. */
const MAX_ID_LENGTH = 512;

function optionalText(max = Infinity): PropertyDecorator {
  return applyDecorators(IsOptional(), IsString(), MaxLength(max));
}

/**
 * An inbound message or the status of one of ours, in Twilio's own names. Every field may be missing and unknown ones
 * are kept: Twilio adds some without notice. The files of a message are in `MediaUrl0`, `MediaContentType0` and so on.
 *
 * Sources: https://www.twilio.com/docs/messaging/guides/webhook-request and
 * https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
 */
export class TwilioEventDto {
  @optionalText(MAX_ID_LENGTH) readonly MessageSid?: string;
  /** The old name of the above; both are sent. */
  @optionalText(MAX_ID_LENGTH) readonly SmsSid?: string;
  /** Of a call; voice webhooks come to whoever has given one address for everything. */
  @optionalText(MAX_ID_LENGTH) readonly CallSid?: string;
  /** Of Twilio Conversations, another product, whose events carry a MessageSid too. */
  @optionalText(MAX_ID_LENGTH) readonly ConversationSid?: string;

  /** E.164, or `whatsapp:` and that; of a status the other way round: To is the person. */
  @optionalText(MAX_ID_LENGTH) readonly From?: string;
  @optionalText(MAX_ID_LENGTH) readonly To?: string;
  @optionalText() readonly Body?: string;
  @optionalText(MAX_ID_LENGTH) readonly NumMedia?: string;
  /** STOP, START or HELP: Twilio's Advanced Opt-Out has recognised the text and answered it. */
  @optionalText(MAX_ID_LENGTH) readonly OptOutType?: string;
  /** Of a place that was shared (WhatsApp only). */
  @optionalText(MAX_ID_LENGTH) readonly Latitude?: string;

  /** Only a status has it. */
  @optionalText(MAX_ID_LENGTH) readonly MessageStatus?: string;
  /** `received` for an inbound message; for a status the same as above. */
  @optionalText(MAX_ID_LENGTH) readonly SmsStatus?: string;
  @optionalText(MAX_ID_LENGTH) readonly ErrorCode?: string;
}
