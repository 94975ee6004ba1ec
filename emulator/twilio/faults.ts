import type { CodeFault, Times } from '../faults.ts';
import { isJson } from '../http.ts';

export type TwilioFaults = {
  /** The connection is closed, and nothing was sent. */
  dropRequest?: Times;
  /** Sent, and its answer is lost. */
  loseAnswer?: Times;
  /** An HTTP status, and nothing was sent. */
  status?: { code: number; times: Times; retryAfter?: number; body?: unknown };
  /** One of Twilio's codes as HTTP 400; of a list the first is used up first. */
  codes?: CodeFault | CodeFault[];
  /** By number, always. */
  refuseNumbers?: Record<string, number>;
  slowMs?: number;
  hangMs?: number;
  statusCallbacks?: 'normal' | 'none' | 'duplicate' | 'failed' | 'undelivered' | 'before-answer';
  /** Of messages that fail, instead of the usual one. */
  errorCode?: number;
};

const KEYS =
  'dropRequest loseAnswer status codes refuseNumbers slowMs hangMs statusCallbacks errorCode'.split(' ');
const STATUS_CALLBACKS = 'normal none duplicate failed undelivered before-answer'.split(' ');

/** What is wrong with the faults asked for. A misspelt one that did nothing would make its test pass. */
export function findTwilioFaultProblem(wanted: unknown): string | undefined {
  if (!isJson(wanted)) return `expected an object of ${KEYS.join(', ')}`;
  const unknown = Object.keys(wanted).find((key) => !KEYS.includes(key));
  if (unknown) return `unknown fault ${unknown}`;
  const { codes = [], status, dropRequest, loseAnswer, statusCallbacks = 'normal' } = wanted as TwilioFaults;
  if (![codes, status ?? []].flat().every(isCodeFault)) return 'codes and status need code and times';
  if (![dropRequest, loseAnswer].every(isTimes)) return 'dropRequest and loseAnswer are a number or "all"';
  return STATUS_CALLBACKS.includes(statusCallbacks) ? undefined : 'unknown statusCallbacks';
}

/** True once for each time that is left of a counted fault. */
export function takeTimes(faults: TwilioFaults, name: 'dropRequest' | 'loseAnswer'): boolean {
  const left = faults[name] ?? 0;
  if (left === 0) return false;
  if (left !== 'all') faults[name] = left - 1;
  return true;
}

export function takeFault<T extends { times: Times }>(fault: T | undefined): T | undefined {
  if (!fault || fault.times === 0) return undefined;
  if (fault.times !== 'all') fault.times -= 1;
  return fault;
}

/** The code to refuse a message to this number with. */
export function takeRefusal(
  { codes = [], refuseNumbers = {} }: TwilioFaults,
  to: string,
): number | undefined {
  return refuseNumbers[to] ?? takeFault([codes].flat().find(({ times }) => times !== 0))?.code;
}

function isCodeFault(value: unknown): boolean {
  return isJson(value) && Number.isInteger(value.code) && value.times !== undefined && isTimes(value.times);
}

function isTimes(value: unknown): boolean {
  return value === undefined || value === 'all' || (Number.isInteger(value) && Number(value) >= 0);
}
