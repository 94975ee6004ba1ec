import type { EventDto } from '../conversation/messaging.adapter.ts';
import { LoopEventDto } from './loop-event.dto.ts';
import { TestingEventDto } from './testing-event.dto.ts';

const TESTING_EVENT = 'message.created';

/** The DTO that a parsed body is to be read with, or undefined for a body that looks like nothing Loop sends. */
export function chooseDto(body: unknown): EventDto | undefined {
  if (!isRecord(body)) return undefined;
  const name = [body.event, body.alert_type].find(isName);
  if (name !== undefined) {
    return name.trim().toLowerCase() === TESTING_EVENT ? testing() : native();
  }
  if (isRecord(body.data) && 'message' in body.data) return testing();
  // Loop's own n8n hook posts an inbound message without saying so.
  const somebodyWrote = ('contact' in body || 'recipient' in body) && 'text' in body;
  return somebodyWrote ? native() : undefined;
}

function native(): EventDto {
  return { dto: LoopEventDto, whenInvalid: 'quarantine' };
}

function testing(): EventDto {
  return { dto: TestingEventDto, whenInvalid: 'reject' };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
