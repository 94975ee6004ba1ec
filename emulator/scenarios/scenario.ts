import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isJson, isText, parseJson, type Json } from '../http.ts';
import type { Generation } from '../journal.ts';

/** One line of a scenario: exactly one thing that is done or waited for. */
export type Step = {
  /** As `POST /_emulator/inbound`, in the generation that is played. */
  inbound?: Json;
  /** As `POST /_emulator/webhook`. */
  webhook?: Json;
  /** Sends the webhooks of an earlier step once more, unchanged. */
  again?: string;
  /** Waits, in milliseconds. */
  wait?: number;
  await?: Await;
  /** As `PUT /_emulator/faults`; they end with the scenario. */
  faults?: Json;
  /** Prints a remark. */
  note?: string;
  /** A name for `again`. */
  as?: string;
  /** The only generation in which the step is played. */
  only?: Generation;
};

/**
 * Waits until the bot has sent so many messages there since that conversation's last inbound or `await`; 0 checks that
 * it stays silent.
 */
export type Await = { to: string; sends?: number; ms?: number };

export type Scenario = { name: string; about: string; generation: Generation; steps: Step[] };

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const NAME = /^[\w-]+$/;
const ACTIONS = ['inbound', 'webhook', 'again', 'wait', 'await', 'faults', 'note'];

export function listScenarios(): { name: string; about: string }[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => loadScenario(basename(file, '.json')))
    .filter((scenario) => typeof scenario !== 'string')
    .map(({ name, about }) => ({ name, about }));
}

/** One of those that come with the emulator; answers what is wrong with it. */
export function loadScenario(name: string): Scenario | string {
  if (!NAME.test(name)) return `${name} is not the name of a scenario`;
  return loadScenarioFile(join(FOLDER, `${name}.json`));
}

export function loadScenarioFile(path: string): Scenario | string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return `there is no scenario ${basename(path, '.json')}`;
  }
  return readScenario(basename(path, '.json'), parseJson(text));
}

/** Checks a scenario before anything of it is played. */
export function readScenario(name: string, given: unknown): Scenario | string {
  if (!isJson(given) || !Array.isArray(given.steps)) return 'a scenario is {about?, generation?, steps: []}';
  const { about = '', generation = 'v1', steps, ...rest } = given;
  const [unknown] = Object.keys(rest);
  if (unknown) return `unknown key ${unknown} of a scenario`;
  if (generation !== 'v1' && generation !== 'legacy') return 'generation is v1 or legacy';
  const named = new Set<unknown>();
  for (const [index, step] of (steps as unknown[]).entries()) {
    const problem = findStepProblem(step, named);
    if (problem) return `step ${index + 1}: ${problem}`;
    if (isJson(step)) named.add(step.as);
  }
  return { name, about: String(about), generation, steps: steps as Step[] };
}

function findStepProblem(step: unknown, named: Set<unknown>): string | undefined {
  if (!isJson(step)) return 'expected an object';
  const actions = Object.keys(step).filter((key) => ACTIONS.includes(key));
  if (actions.length !== 1) return `has one of ${ACTIONS.join(', ')}`;
  const unknown = Object.keys(step).find((key) => ![...ACTIONS, 'as', 'only'].includes(key));
  if (unknown) return `unknown key ${unknown}`;
  if (step.only !== undefined && step.only !== 'v1' && step.only !== 'legacy') return 'only is v1 or legacy';
  if (step.again !== undefined && !named.has(step.again)) return 'again names no step before it';
  if (step.wait !== undefined && !isCount(step.wait)) return 'wait is a number of milliseconds';
  for (const key of ['inbound', 'webhook', 'faults'])
    if (step[key] !== undefined && !isJson(step[key])) return `${key} is an object`;
  if (step.await === undefined) return undefined;
  if (!isJson(step.await) || !isText(step.await.to)) return 'await needs to';
  const { sends = 1, ms = 1 } = step.await;
  return isCount(sends) && isCount(ms) ? undefined : 'sends and ms of await are whole numbers';
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0;
}
