import { normalizeAddress } from './address.ts';
import type { LoopEventDto } from './loop-event.dto.ts';
import { MAX_ID_LENGTH } from './optional.fields.ts';

/** A webhook of either generation under one set of names; what is empty is null. */
export interface LoopEvent {
  /** Lower case, fit to be logged. */
  name: string;
  dialect: 'v1' | 'legacy';
  contact: string | null;
  sender: string | null;
  groupId: string | null;
  /** True for the message of a group that does not say which. */
  groupLacksId: boolean;
  transport: string | null;
  messageId: string | null;
  webhookId: string | null;
  /** As it was written. */
  text: string | null;
  subject: string | null;
  /** What was heard in a voice message. */
  speech: string | null;
  attachments: string[];
  /** The message that an inline reply belongs to. */
  threadId: string | null;
  messageType: string | null;
  reaction: string | null;
  success: boolean | null;
  errorCode: string | null;
  passthrough: unknown;
}

/** Reads a validated webhook. `event` wins over `alert_type`; without either it is an inbound message of v1. */
export function readLoopEvent(dto: LoopEventDto): LoopEvent {
  const event = filled(dto.event);
  const alertType = filled(dto.alert_type);
  const group = readGroup(dto.group);
  return {
    name: readName(event ?? alertType),
    dialect: !event && alertType ? 'legacy' : 'v1',
    contact: address(dto.contact) ?? address(dto.recipient),
    sender: address(dto.sender) ?? address(dto.sender_name),
    groupId: group.id,
    groupLacksId: group.lacksId,
    transport: word(filled(dto.channel) ?? filled(dto.delivery_type)) || null,
    messageId: filled(dto.message_id),
    webhookId: filled(dto.webhook_id),
    text: dto.text ?? null,
    subject: dto.subject ?? null,
    speech: typeof dto.speech?.text === 'string' ? dto.speech.text : null,
    attachments: (dto.attachments ?? []).filter(filled),
    threadId: readId(dto.thread_id),
    messageType: word(filled(dto.message_type)) || null,
    reaction: word(filled(dto.reaction)) || null,
    success: dto.success ?? null,
    errorCode: filled(String(dto.error_code ?? '')),
    passthrough: dto.passthrough,
  };
}

/** Names are logged. One that is no plain word could be anything, a text or a number included, and is not repeated. */
function readName(name: string | null): string {
  if (name === null) return 'message_inbound';
  const lower = name.toLowerCase();
  return /^[a-z][a-z0-9_.-]{0,63}$/.test(lower) && !/\d{5}/.test(lower) ? lower : 'unnamed';
}

/** A word of Loop's in a form that can be compared: at most 64 of a-z, 0-9, `_`, `.` and `-`. */
function word(value: string | null): string {
  return (value ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9_.-]/g, '')
    .slice(0, 64);
}

function filled(value: string | null | undefined): string | null {
  return value?.trim() || null;
}

/** An id in a field that no body is refused for. */
function readId(value: unknown): string | null {
  return typeof value === 'string' && value.length <= MAX_ID_LENGTH ? filled(value) : null;
}

function address(value: string | null | undefined): string | null {
  return normalizeAddress(value ?? '') || null;
}

function readGroup(group: LoopEventDto['group']): { id: string | null; lacksId: boolean } {
  if (typeof group === 'string') return { id: filled(group), lacksId: false };
  const { id, group_id: groupId, participants } = group ?? {};
  const found = [id, groupId]
    .map((value) => (typeof value === 'string' ? filled(value) : null))
    .find(Boolean);
  if (found) return { id: found, lacksId: false };
  // An object without id and members is how a serialiser writes "no group".
  return { id: null, lacksId: Array.isArray(participants) && participants.length > 0 };
}
