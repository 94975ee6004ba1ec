/**
 * The built server, made to die at a named point: FAILPOINT=before:commitTurn kills the process with SIGKILL right
 * before the store is asked to commit, after:commitTurn once the commit is durable and nobody knows of it yet. Wraps
 * the built store from outside, so that what is tested is what runs in production.
 */
import type { AdmitInput } from '../../src/conversation/admission.ts';

type Method = (...args: unknown[]) => Promise<unknown>;

const dist = new URL('../../dist/', import.meta.url);
const [when, name, kind] = (process.env.FAILPOINT ?? '').split(':');
const { SqliteConversationStore } = (await import(
  new URL('persistence/sqlite/sqlite.conversation-store.js', dist).href
)) as { SqliteConversationStore: { prototype: Record<string, Method> } };

const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('unreachable');
};

/** A claim that found nothing is no step of a message's way; an admit counts only for the kind of event asked for. */
const isStep = (args: unknown[], result: unknown): boolean => {
  if (name === 'admit') return (args[0] as AdmitInput).event.kind === (kind ?? 'message');
  if (name?.startsWith('claim'))
    return when === 'before' ? admitted : (result as { claimed: unknown }).claimed !== null;
  return true;
};

let admitted = false;
const { prototype } = SqliteConversationStore;
const original = prototype[name ?? ''];
const admit = prototype.admit;
if (!original || !admit) throw new Error(`no such fail point: ${process.env.FAILPOINT}`);
prototype.admit = async function (...args) {
  const result = await admit.apply(this, args);
  admitted = true;
  return result;
};
const inner = prototype[name ?? ''] as Method;
prototype[name ?? ''] = async function (...args) {
  if (when === 'before' && isStep(args, undefined)) die();
  const result = await inner.apply(this, args);
  if (when === 'after' && isStep(args, result)) die();
  return result;
};

await import(new URL('main.js', dist).href);
