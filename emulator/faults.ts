import { isJson, type Json } from './http.ts';

export type Times = number | 'all';

export type LoopFaults = {
  dropRequest?: Times;
  loseAnswer?: Times;
  status?: { code: number; times: Times; retryAfter?: number; body?: unknown };
  successFalse?: { code: number; times: Times };
  hangMs?: number;
  slowMs?: number;
  refuseContacts?: Record<string, number>;
  statusWebhooks?: 'normal' | 'none' | 'duplicate' | 'failed' | 'before-answer';
  omitPassthrough?: boolean;
  shuffleWebhooks?: boolean;
};

export type ModelStep = {
  content?: string;
  tool_calls?: { name: string; arguments?: unknown }[];
  finish_reason?: string;
  status?: number;
  retryAfter?: number;
  error?: string | Json;
  delayMs?: number;
  hangMs?: number;
  truncate?: boolean;
  destroy?: boolean;
  empty?: boolean;
};

export type ModelFaults = {
  script?: ModelStep[];
  delayMs?: number;
  default?: 'echo' | 'fixed';
  fixed?: string;
};

const KEYS: Record<string, string[]> = {
  loop: [
    'dropRequest',
    'loseAnswer',
    'status',
    'successFalse',
    'hangMs',
    'slowMs',
    'refuseContacts',
    'statusWebhooks',
    'omitPassthrough',
    'shuffleWebhooks',
  ],
  model: ['script', 'delayMs', 'default', 'fixed'],
};
const STEP_KEYS =
  'content tool_calls finish_reason status retryAfter error delayMs hangMs truncate destroy empty'.split(' ');
const STATUS_WEBHOOKS = ['normal', 'none', 'duplicate', 'failed', 'before-answer'];

/** The failures asked for. A counted one is used up, so `GET /_emulator/faults` shows what is left. */
export class Faults {
  loop: LoopFaults = {};
  model: ModelFaults = {};

  /** Replaces all of them; answers what is wrong, in which case nothing was changed. */
  replace(wanted: unknown): string | undefined {
    const problem = findProblem(wanted);
    if (problem) return problem;
    const { loop = {}, model = {} } = wanted as { loop?: LoopFaults; model?: ModelFaults };
    this.loop = loop;
    this.model = model;
    return undefined;
  }

  takeDropRequest(): boolean {
    const left = this.loop.dropRequest ?? 0;
    if (left === 0) return false;
    if (left !== 'all') this.loop.dropRequest = left - 1;
    return true;
  }

  takeLoseAnswer(): boolean {
    const left = this.loop.loseAnswer ?? 0;
    if (left === 0) return false;
    if (left !== 'all') this.loop.loseAnswer = left - 1;
    return true;
  }

  takeStatus(): LoopFaults['status'] {
    return take(this.loop.status);
  }

  takeSuccessFalse(): LoopFaults['successFalse'] {
    return take(this.loop.successFalse);
  }

  takeModelStep(): ModelStep {
    return this.model.script?.shift() ?? {};
  }
}

function take<T extends { times: Times }>(fault: T | undefined): T | undefined {
  if (!fault || fault.times === 0) return undefined;
  if (fault.times !== 'all') fault.times -= 1;
  return fault;
}

/** A misspelt fault that did nothing would make its test pass for the wrong reason. */
function findProblem(wanted: unknown): string | undefined {
  if (!isJson(wanted)) return 'expected {loop?, model?}';
  for (const [group, faults] of Object.entries(wanted)) {
    const known = KEYS[group];
    if (!known || !isJson(faults)) return `unknown or malformed group ${group}`;
    const unknown = Object.keys(faults).find((key) => !known.includes(key));
    if (unknown) return `unknown fault ${group}.${unknown}`;
  }
  const { loop = {}, model = {} } = wanted as { loop?: LoopFaults; model?: ModelFaults };
  if (!STATUS_WEBHOOKS.includes(loop.statusWebhooks ?? 'normal')) return 'unknown loop.statusWebhooks';
  for (const key of ['status', 'successFalse'] as const) {
    const fault: unknown = loop[key];
    if (fault !== undefined && !(isJson(fault) && Number.isInteger(fault.code) && isTimes(fault.times)))
      return `loop.${key} needs code and times`;
  }
  for (const key of ['dropRequest', 'loseAnswer'] as const)
    if (loop[key] !== undefined && !isTimes(loop[key])) return `loop.${key} is a number or "all"`;
  const script: unknown = model.script ?? [];
  if (!Array.isArray(script) || !script.every(isJson)) return 'model.script is a list of steps';
  const unknown = script.flatMap((step) => Object.keys(step)).find((key) => !STEP_KEYS.includes(key));
  return unknown && `unknown key ${unknown} in a step of model.script`;
}

function isTimes(value: unknown): value is Times {
  return value === 'all' || (Number.isInteger(value) && (value as number) >= 0);
}
