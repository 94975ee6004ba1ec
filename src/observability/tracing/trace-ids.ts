import { createHash } from 'node:crypto';

export interface TraceIds {
  traceId: string;
  /** Of the root span: the webhook that brought the text. */
  spanId: string;
}

/**
 * The trace of a text, made of its id: whoever deals with the text, on any replica and after any restart, finds the same
 * trace without anything being handed on.
 */
export function idsOf(messageId: string): TraceIds {
  const hash = createHash('sha256').update(messageId).digest('hex');
  return { traceId: hash.slice(0, 32), spanId: hash.slice(32, 48) };
}

let forced: TraceIds | undefined;

/** The ids that the span which is being started is to get; undefined: any. */
export const forcedIds = (): TraceIds | undefined => forced;

/** Starts a span under ids of our choice. The API has no word for that; our SDK's id generator asks `forcedIds`. */
export function withIds<T>(ids: TraceIds, start: () => T): T {
  forced = ids;
  try {
    return start();
  } finally {
    forced = undefined;
  }
}
