import type { LoopFaults, ModelFaults } from './faults.ts';
import { isJson, type Json } from './http.ts';

const KEYS: Record<string, string[]> = {
  loop: (
    'dropRequest loseAnswer status successFalse codes hangMs slowMs refuseContacts statusWebhooks errorCode ' +
    'omitPassthrough shuffleWebhooks odds historyDown'
  ).split(' '),
  model: 'script calls delayMs default fixed transcript transcriptionScript'.split(' '),
};
const TRANSCRIPTION_STEP_KEYS = 'content status retryAfter error delayMs hangMs truncate destroy empty'.split(
  ' ',
);
const STEP_KEYS = {
  script: [...TRANSCRIPTION_STEP_KEYS, 'tool_calls', 'finish_reason'],
  transcriptionScript: TRANSCRIPTION_STEP_KEYS,
};
const ODDS_KEYS = 'seed dropRequest loseAnswer status slow lookup copy late'.split(' ');
const STATUS_WEBHOOKS = 'normal none duplicate failed before-answer timeout not-delivered'.split(' ');

/** What is wrong with `{loop?, model?}`. A misspelt fault that did nothing would make its test pass for the wrong reason. */
export function findFaultProblem(wanted: unknown): string | undefined {
  if (!isJson(wanted)) return 'expected {loop?, model?}';
  for (const [group, faults] of Object.entries(wanted)) {
    const known = KEYS[group];
    if (!known || !isJson(faults)) return `unknown or malformed group ${group}`;
    const unknown = Object.keys(faults).find((key) => !known.includes(key));
    if (unknown) return `unknown fault ${group}.${unknown}`;
  }
  const { loop = {}, model = {} } = wanted as { loop?: LoopFaults; model?: ModelFaults };
  return findLoopProblem(loop) ?? findModelProblem(model);
}

function findLoopProblem(loop: LoopFaults): string | undefined {
  if (!STATUS_WEBHOOKS.includes(loop.statusWebhooks ?? 'normal')) return 'unknown loop.statusWebhooks';
  for (const key of ['status', 'successFalse'] as const)
    if (loop[key] !== undefined && !isCodeFault(loop[key])) return `loop.${key} needs code and times`;
  if (![loop.codes ?? []].flat().every(isCodeFault)) return 'loop.codes needs code and times';
  for (const key of ['dropRequest', 'loseAnswer'] as const)
    if (loop[key] !== undefined && !isTimes(loop[key])) return `loop.${key} is a number or "all"`;
  const refused: unknown = loop.refuseContacts ?? {};
  const isRefusal = (value: unknown): boolean => Number.isInteger(value) || isCodeFault(value);
  if (!isJson(refused) || !Object.values(refused).every(isRefusal))
    return 'loop.refuseContacts has a code, or code and times, for each contact';
  if (loop.errorCode !== undefined && !Number.isInteger(loop.errorCode)) return 'loop.errorCode is a number';
  return findOddsProblem(loop.odds ?? {});
}

function findOddsProblem(odds: unknown): string | undefined {
  if (!isJson(odds)) return 'loop.odds is an object';
  const unknown = Object.keys(odds).find((key) => !ODDS_KEYS.includes(key));
  if (unknown) return `unknown key ${unknown} in loop.odds`;
  const { seed, status = {}, slow, late, ...shares } = odds;
  if (seed !== undefined && !Number.isInteger(seed)) return 'loop.odds.seed is a whole number';
  if (!isJson(status)) return 'loop.odds.status has a share for each HTTP status';
  const timed = [slow, late].filter((value) => value !== undefined);
  if (!timed.every((value) => isJson(value) && isShare(value.share) && Number(value.ms) >= 0))
    return 'loop.odds.slow and late need share and ms';
  if (![...Object.values(shares), ...Object.values(status)].every(isShare))
    return 'loop.odds are shares from 0 to 1';
  return undefined;
}

function findModelProblem(model: ModelFaults): string | undefined {
  if (model.transcript !== undefined && typeof model.transcript !== 'string')
    return 'model.transcript is a text';
  const calls: unknown = model.calls ?? [];
  if (!Array.isArray(calls) || !calls.every(isToolRule))
    return 'model.calls is a list of {says, name, arguments?}';
  for (const key of ['script', 'transcriptionScript'] as const) {
    const script: unknown = model[key] ?? [];
    if (!Array.isArray(script) || !script.every(isJson)) return `model.${key} is a list of steps`;
    const unknown = script
      .flatMap((step: Json) => Object.keys(step))
      .find((name) => !STEP_KEYS[key].includes(name));
    if (unknown) return `unknown key ${unknown} in a step of model.${key}`;
  }
  return undefined;
}

function isToolRule(value: unknown): boolean {
  return isJson(value) && typeof value.says === 'string' && typeof value.name === 'string';
}

function isCodeFault(value: unknown): boolean {
  return isJson(value) && Number.isInteger(value.code) && isTimes(value.times);
}

function isShare(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

function isTimes(value: unknown): boolean {
  return value === 'all' || (Number.isInteger(value) && (value as number) >= 0);
}
