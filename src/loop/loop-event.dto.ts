import { IsArray, IsBoolean, IsObject, IsOptional, IsString } from 'class-validator';
import { MAX_ID_LENGTH, optionalCode, optionalGroup, optionalText } from './optional.fields.ts';

/**
 * A webhook of Loop Message, both generations in one: an account that is being moved mixes them. Every field may be
 * missing and unknown ones are kept, since Loop adds fields and events without notice.
 *
 * Sources: https://docs.loopmessage.com/imessage-conversation-api/webhooks and the same page of docs-legacy.
 */
export class LoopEventDto {
  /** The event's name: the first in v1, the second in legacy; so with each pair below. */
  @optionalText(MAX_ID_LENGTH) readonly event?: string | null;
  @optionalText(MAX_ID_LENGTH) readonly alert_type?: string | null;

  /** The other person, also where they are the sender: E.164 or an e-mail. */
  @optionalText(MAX_ID_LENGTH) readonly contact?: string | null;
  @optionalText(MAX_ID_LENGTH) readonly recipient?: string | null;
  /** Our own side: an id in v1, a name in legacy. */
  @optionalText(MAX_ID_LENGTH) readonly sender?: string | null;
  @optionalText(MAX_ID_LENGTH) readonly sender_name?: string | null;
  @optionalGroup() readonly group?: Record<string, unknown> | string | null;
  @optionalText(MAX_ID_LENGTH) readonly channel?: string | null;
  @optionalText(MAX_ID_LENGTH) readonly delivery_type?: string | null;

  @optionalText(MAX_ID_LENGTH) readonly message_id?: string | null;
  @optionalText(MAX_ID_LENGTH) readonly webhook_id?: string | null;
  /** The message that an inline reply belongs to. A courtesy, so never a reason to refuse what was written. */
  readonly thread_id?: unknown;

  /** As long as the body may be: a text that is too long for us is still a text. */
  @optionalText() readonly text?: string | null;
  @optionalText() readonly subject?: string | null;
  @IsOptional() @IsArray() @IsString({ each: true }) readonly attachments?: string[] | null;
  @optionalText(MAX_ID_LENGTH) readonly message_type?: string | null;
  @optionalText(MAX_ID_LENGTH) readonly reaction?: string | null;
  /** What was heard in a voice message, where that worked. */
  @IsOptional() @IsObject() readonly speech?: Record<string, unknown> | null;

  @IsOptional() @IsBoolean() readonly success?: boolean | null;
  @optionalCode() readonly error_code?: number | string | null;
  /** Ours, or anybody's who sends through the same account: read with care and never a reason to refuse. */
  readonly passthrough?: unknown;
}
