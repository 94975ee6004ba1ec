import { randomUUID } from 'node:crypto';
import { isJson, isText, type Json } from '../http.ts';
import type { Generation } from '../journal.ts';
import type { Directory } from '../loop/directory.ts';
import { contactOf } from '../loop/hear.ts';
import { KINDS, type Inbound, type InboundKind } from '../loop/inbound.ts';
import { CHANNELS, REACTIONS } from '../loop/vocabulary.ts';

type Call = { generation: Generation; inbound: Inbound };

const KEYS = (
  'generation kind contact text group message_id webhook_id copies extra ' +
  'attachments speech reaction parameters channel subject thread_id'
).split(' ');

/** Names under which the same thing is known. */
const ALIASES: Record<string, InboundKind> = { 'opt-in': 'opt_in', conversation_inited: 'opt_in' };

/** Reads `POST /_emulator/inbound`; answers what is wrong with the call where it makes no sense. */
export function readInboundCall(directory: Directory, call: Json): Call | string {
  const unknown = Object.keys(call).find((key) => !KEYS.includes(key));
  if (unknown) return `unknown key ${unknown}: fields of the webhook itself go into extra`;
  const { generation = 'v1', contact, group, extra = {} } = call;
  if (generation !== 'v1' && generation !== 'legacy') return 'generation is v1 or legacy';
  if (!isText(contact)) return 'contact is missing';
  if (group !== undefined && !(isJson(group) && isText(group.id))) return 'group needs an id';
  if (!isJson(extra)) return 'extra is an object';
  const kind = kindOf(call);
  const problem =
    kind === undefined ? `kind is one of ${KINDS.join(', ')}` : findProblem(generation, kind, call);
  if (problem !== undefined || kind === undefined) return problem ?? '';

  const inbound: Inbound = {
    kind,
    contact,
    messageId: isText(call.message_id) ? call.message_id : randomUUID(),
    webhookId: isText(call.webhook_id) ? call.webhook_id : randomUUID(),
    text: call.text as string | undefined,
    group: group as Inbound['group'],
    attachments: call.attachments as string[] | undefined,
    speech: readSpeech(call.speech),
    reaction: call.reaction as string | undefined,
    parameters: call.parameters as Json | undefined,
    channel: call.channel as string | undefined,
    subject: call.subject as string | undefined,
    threadId: call.thread_id as string | undefined,
  };
  return kind === 'reaction' ? aim(directory, generation, inbound, call.message_id) : { generation, inbound };
}

function kindOf(call: Json): InboundKind | undefined {
  const { kind } = call;
  if (typeof kind === 'string') return ALIASES[kind] ?? KINDS.find((known) => known === kind);
  if (kind !== undefined) return undefined;
  if (call.reaction !== undefined) return 'reaction';
  if (call.speech !== undefined) return 'audio';
  return call.attachments === undefined ? 'text' : 'attachments';
}

function findProblem(generation: Generation, kind: InboundKind, call: Json): string | undefined {
  const { attachments, speech, reaction, parameters, channel } = call;
  for (const key of ['text', 'subject', 'thread_id'])
    if (call[key] !== undefined && typeof call[key] !== 'string') return `${key} is a string`;
  if (attachments !== undefined && !(Array.isArray(attachments) && attachments.every(isText)))
    return 'attachments is a list of addresses';
  if (speech !== undefined && !isText(speech) && !isJson(speech)) return 'speech is a text or an object';
  if (parameters !== undefined && !isJson(parameters)) return 'parameters is an object';
  if (generation === 'legacy' && parameters !== undefined) return 'legacy has no opt-in parameters';
  if (channel !== undefined && !CHANNELS[generation].includes(channel))
    return `channel is one of ${CHANNELS[generation].join(', ')}`;
  const reactions: unknown[] = [...new Set([...REACTIONS.v1, ...REACTIONS.legacy, 'unknown'])];
  if (reaction !== undefined && !reactions.includes(reaction))
    return `reaction is one of ${reactions.join(', ')}`;
  if (kind === 'group_created') {
    if (generation === 'v1') return 'v1 has no group_created: the first message of a group tells of it';
    if (call.group === undefined) return 'group is missing';
  }
  return undefined;
}

/** A plain text is what Loop understood, in English. */
function readSpeech(speech: unknown): Json | undefined {
  if (isText(speech)) return { text: speech, language: { code: 'en', name: 'English' } };
  return isJson(speech) ? speech : undefined;
}

/** A tapback names the message it is on; unless told which, it is on the last one that we sent there. */
function aim(directory: Directory, generation: Generation, inbound: Inbound, given: unknown): Call | string {
  const conversation = inbound.group?.id ?? contactOf(inbound.contact) ?? inbound.contact;
  const messageId = isText(given) ? given : directory.lastSentTo(conversation);
  if (messageId === undefined) return 'nothing was sent to react to: give a message_id';
  const text = inbound.text ?? directory.findMessage(messageId)?.text ?? '';
  return { generation, inbound: { ...inbound, messageId, text } };
}
