import { findFaultProblem } from './fault-rules.ts';
import type { Json } from './http.ts';
import { Odds, type LoopOdds } from './odds.ts';

export type Times = number | 'all';

export type CodeFault = { code: number; times: Times };

export type LoopFaults = {
  dropRequest?: Times;
  loseAnswer?: Times;
  status?: { code: number; times: Times; retryAfter?: number; body?: unknown };
  /** A refusal inside an HTTP 200. */
  successFalse?: CodeFault;
  /** A refusal as HTTP 400 (402 where the code is about money); of a list the first is used up first. */
  codes?: CodeFault | CodeFault[];
  hangMs?: number;
  slowMs?: number;
  /** By contact or group id; a bare number refuses every time. */
  refuseContacts?: Record<string, number | CodeFault>;
  statusWebhooks?: 'normal' | 'none' | 'duplicate' | 'failed' | 'before-answer' | 'timeout' | 'not-delivered';
  /** The `error_code` of messages that fail, instead of the usual one. */
  errorCode?: number;
  omitPassthrough?: boolean;
  shuffleWebhooks?: boolean;
  /** What goes wrong by chance. */
  odds?: LoopOdds;
  /** The list of webhooks answers 503. */
  historyDown?: boolean;
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

/** A call of a tool that the model makes whenever the last text holds certain words. */
export type ToolRule = { says: string; name: string; arguments?: unknown };

export type ModelFaults = {
  script?: ModelStep[];
  /** Looked at where the script has no step. */
  calls?: ToolRule[];
  delayMs?: number;
  default?: 'echo' | 'fixed';
  fixed?: string;
  /** What every recording is transcribed as. */
  transcript?: string;
  /** As `script`, for transcriptions: a turn with a voice note makes both calls. */
  transcriptionScript?: ModelStep[];
};

/** The failures asked for. A counted one is used up, so `GET /_emulator/faults` shows what is left. */
export class Faults {
  loop: LoopFaults = {};
  model: ModelFaults = {};
  readonly odds = new Odds();

  /** Replaces all of them; answers what is wrong, in which case nothing was changed. */
  replace(wanted: unknown): string | undefined {
    const problem = findFaultProblem(wanted);
    if (problem) return problem;
    const { loop = {}, model = {} } = wanted as { loop?: LoopFaults; model?: ModelFaults };
    this.loop = loop;
    this.model = model;
    this.odds.set(loop.odds);
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

  takeSuccessFalse(): number | undefined {
    return take(this.loop.successFalse)?.code;
  }

  /** The code to refuse a send to this contact or group with. */
  takeRefusal(to: string): number | undefined {
    const unwanted = this.loop.refuseContacts?.[to];
    if (typeof unwanted === 'number') return unwanted;
    const codes = [unwanted, ...[this.loop.codes ?? []].flat()];
    return take(codes.find((fault) => fault && fault.times !== 0))?.code;
  }

  takeModelStep(): ModelStep {
    return this.model.script?.shift() ?? {};
  }

  takeTranscriptionStep(): ModelStep {
    return this.model.transcriptionScript?.shift() ?? {};
  }
}

function take<T extends { times: Times }>(fault: T | undefined): T | undefined {
  if (!fault || fault.times === 0) return undefined;
  if (fault.times !== 'all') fault.times -= 1;
  return fault;
}
