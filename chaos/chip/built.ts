/**
 * What the test builds of `chaos/` and `test/` have in common: the built server, whose classes they wrap from outside.
 * What runs is what production runs, and no switch for a test is in it.
 */
import { existsSync } from 'node:fs';
import type { ConversationStore } from '../../src/conversation/conversation.store.ts';
import type { JobStore } from '../../src/conversation/jobs/job.store.ts';
import type { MessagingAdapter } from '../../src/conversation/messaging.adapter.ts';
import type { Responder } from '../../src/conversation/responder.ts';

const dist = new URL('../../dist/', import.meta.url);

type Prototype<T> = { prototype: T };

async function load<T>(file: string, name: string): Promise<T> {
  const url = new URL(file, dist);
  if (!existsSync(url)) throw new Error(`dist/${file} is missing: run "npm run build" first`);
  const module = (await import(url.href)) as Record<string, Prototype<T>>;
  const found = module[name];
  if (!found) throw new Error(`dist/${file} has no ${name}`);
  return found.prototype;
}

/** The store that the environment asks for. */
export function builtStore(): Promise<ConversationStore> {
  return process.env.SUPABASE_URL === undefined
    ? load('persistence/sqlite/sqlite.conversation-store.js', 'SqliteConversationStore')
    : load('persistence/supabase/supabase.conversation-store.js', 'SupabaseConversationStore');
}

/** The part of it that keeps jobs. */
export function builtJobStore(): Promise<JobStore> {
  return process.env.SUPABASE_URL === undefined
    ? load('persistence/sqlite/sqlite.job-store.js', 'SqliteJobStore')
    : load('persistence/supabase/supabase.job-store.js', 'SupabaseJobStore');
}

export function builtLoopAdapter(): Promise<MessagingAdapter> {
  return load('loop/loop.messaging-adapter.js', 'LoopMessagingAdapter');
}

export function builtResponder(): Promise<Responder> {
  return load('agent/chip.responder.js', 'ChipResponder');
}

/** Puts `around` in the place of a method; it gets the one that was there, bound to its object. */
export function wrap<T extends object, K extends keyof T>(
  prototype: T,
  name: K,
  around: T[K] extends (...args: infer A) => infer R ? (inner: (...args: A) => R, ...args: A) => R : never,
): void {
  type Method = (this: T, ...args: unknown[]) => unknown;
  const inner = prototype[name] as Method | undefined;
  if (!inner) throw new Error(`there is no ${String(name)} to wrap`);
  const wrapped: Method = function (...args) {
    return (around as (inner: unknown, ...args: unknown[]) => unknown)(inner.bind(this), ...args);
  };
  prototype[name] = wrapped as T[K];
}

/** Starts the server, with what was wrapped before. */
export async function startBuilt(): Promise<void> {
  await import(new URL('main.js', dist).href);
}
