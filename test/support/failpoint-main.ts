/**
 * The built server, made to die at a named point: FAILPOINT=before:commitTurn kills the process with SIGKILL right
 * before the store is asked to commit, after:commitTurn once the commit is durable and nobody knows of it yet,
 * during:sendMessage while Loop has the request and has not answered. `#5` behind it lets four such steps pass. With
 * FAILPOINT_SIGNAL=SIGSTOP it is frozen there instead, until it is told to go on. Wraps the built classes from outside,
 * so that what is tested is what runs in production.
 */
import '../../chaos/chip/scaled.ts';
import { setTimeout as delay } from 'node:timers/promises';
import {
  builtJobStore,
  builtLoopAdapter,
  builtResponder,
  builtStore,
  startBuilt,
} from '../../chaos/chip/built.ts';
import type { AdmitInput } from '../../src/conversation/admission.ts';

type Method = (...args: unknown[]) => Promise<unknown>;
type Prototype = Record<string, Method>;

/** Time for a request to get there. The far end has to take longer than this for its answer. */
const DURING_MS = 50;

const [step = '', hit = '1'] = (process.env.FAILPOINT ?? '').split('#');
const [when, name = '', kind] = step.split(':');
const store = (await builtStore()) as unknown as Prototype;
const owner = [store, await builtJobStore(), await builtResponder(), await builtLoopAdapter()].find(
  (prototype) => name in prototype,
) as Prototype | undefined;
const inner = owner?.[name];
const admit = store.admit;
if (!owner || !inner || !admit) throw new Error(`no such fail point: ${process.env.FAILPOINT}`);

const signal = process.env.FAILPOINT_SIGNAL === 'SIGSTOP' ? 'SIGSTOP' : 'SIGKILL';
const die = (): void => void process.kill(process.pid, signal);

let admitted = false;
let hits = 0;

/** A claim that found nothing is no step of a message's way; an admit counts only for the kind of event asked for. */
const isStep = (args: unknown[], result: unknown): boolean => {
  if (name === 'admit') return (args[0] as AdmitInput).event.kind === (kind ?? 'message');
  if (name.startsWith('claim'))
    return when === 'before' ? admitted : (result as { claimed: unknown }).claimed !== null;
  return true;
};
const isTheHit = (args: unknown[], result?: unknown): boolean =>
  isStep(args, result) && ++hits === Number(hit);

store.admit = async function (...args) {
  const result = await admit.apply(this, args);
  admitted = true;
  return result;
};
const wrapped = owner[name] as Method;
owner[name] = async function (...args) {
  if (when === 'before' && isTheHit(args)) die();
  const running = wrapped.apply(this, args);
  if (when === 'during' && isTheHit(args)) await delay(DURING_MS).then(die);
  const result = await running;
  if (when === 'after' && isTheHit(args, result)) die();
  return result;
};

await startBuilt();
