import { readdirSync, readFileSync } from 'node:fs';
import type { ChannelEvent } from '../../src/conversation/channel-event.ts';
import { phone } from './canary.ts';

/** What has to become of one sample. `expected.json` is written by hand; no run of the code has filled it in. */
interface Expected {
  effect: {
    /** Of the answer to the webhook. */
    status: string;
    reason?: string;
    /** Texts that go out because of it. */
    sends: number;
  };
  event: ChannelEvent;
}

export interface Sample extends Expected {
  file: string;
}

const folder = new URL('../payloads/loop/', import.meta.url);

/** The bytes of a file in `test/payloads/loop`. */
export const bytesOf = (file: string): Buffer<ArrayBuffer> => readFileSync(new URL(file, folder));

/** All webhooks of Loop, in the order in which they are to be posted: a redelivery after what it repeats. */
export const SAMPLES: Sample[] = Object.entries(
  JSON.parse(bytesOf('expected.json').toString()) as Record<string, Expected>,
).map(([file, expected]) => ({ file, ...expected }));

const files = readdirSync(folder).filter((file) => file !== 'expected.json');
/** Answers of Loop's API. */
export const API_FILES = files.filter((file) => file.startsWith('api-'));
export const WEBHOOK_FILES = files.filter((file) => !file.startsWith('api-'));

/**
 * The samples are all about the same people, and one of them opts out. This gives each sample people and groups of its
 * own, and the same ones to those about the same message. Works on the JSON of a body and of what is expected alike.
 */
export function apart(json: string, { event }: Sample): string {
  const messages = SAMPLES.map((sample) => sample.event.externalId ?? sample.event.webhookId);
  const seat = messages.indexOf(event.externalId ?? event.webhookId);
  return json
    .replaceAll(/\+120555501\d\d/g, phone(seat))
    .replaceAll('dana.reed@', `dana.reed.${seat}@`)
    .replaceAll(/(?:f3a6c2d8|71be4e0c)-[\da-f-]{27}/g, `$&-${seat}`);
}
