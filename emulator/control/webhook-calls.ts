import type { Emulator } from '../emulator.ts';
import { isJson, type Json } from '../http.ts';
import { inboundBodies } from '../loop/inbound.ts';
import { readInboundCall } from './inbound-call.ts';

type Started = { message_id: unknown; webhook_id: unknown };

/** Webhooks to be sent, the one a caller is told of last. */
export type Planned = { bodies: Json[]; copies: number };

/** Something a person does; answers what is wrong with the call where nothing can be made of it. */
export function planInbound(emulator: Emulator, call: unknown): Planned | string {
  if (!isJson(call)) return 'expected an object';
  const read = readInboundCall(emulator.directory, call);
  if (typeof read === 'string') return read;
  const bodies = inboundBodies(read.generation, read.inbound);
  return plan([...bodies.slice(0, -1), { ...bodies.at(-1), ...(call.extra as Json) }], call.copies);
}

/** Any body at all, sent as it is: for events the emulator does not know, and for broken ones. */
export function planWebhook(call: unknown): Planned | string {
  if (!isJson(call) || !isJson(call.body)) return 'expected {body: object, copies?}';
  return plan([call.body], call.copies);
}

/** Sends what was planned and answers its ids, or passes on why there is nothing to send. */
export function start(emulator: Emulator, planned: Planned | string): Started | string {
  if (typeof planned === 'string') return planned;
  const { bodies, copies } = planned;
  for (const body of bodies) void emulator.webhooks.deliver(body, copies);
  const told = bodies.at(-1);
  return { message_id: told?.message_id ?? null, webhook_id: told?.webhook_id ?? null };
}

function plan(bodies: Json[], copies: unknown = 1): Planned | string {
  if (!Number.isInteger(copies) || Number(copies) < 1) return 'copies is a whole number from 1';
  return { bodies, copies: Number(copies) };
}
