import { AdapterParseError, LanguageModelError } from '../errors.ts';
import type { LanguageModel } from '../language-model.ts';
import type { CallOptions } from '../call-options.ts';
import { isOutage } from './optimizer.ts';
import { reflect, type Reflection } from './reflection.ts';

/** Reasoning models think inside this; instructions of a thousand tokens must fit after it. */
const DEFAULTS = { temperature: 1, maxTokens: 8_000, deadlineMs: 120_000 };

export interface ProposerOptions {
  /** The model that rewrites instructions; best a stronger one. The program's own by default. */
  readonly reflect?: LanguageModel;
  /** Over the defaults for a reflection: temperature 1, 8 000 tokens, two minutes. */
  readonly reflectOptions?: Partial<Omit<CallOptions, 'lm' | 'signal'>>;
  /** What proposals must keep to, in words for the reflecting model. */
  readonly rules?: readonly string[];
  /** Says why proposed instructions cannot be taken, for the reflecting model to read; undefined when they can. */
  readonly accept?: (instructions: string, predictor: string) => string | undefined;
}

/** What the search lends to whoever proposes. */
export interface Purse {
  /** Whether there is enough for a proposal and for trying it. */
  affords(): boolean;
  pay(work: () => Promise<string | undefined>): Promise<string | undefined>;
  note(note: string): void;
}

/**
 * New instructions for one predictor, or undefined when none that can be taken came. A refused proposal is worth one more
 * reflection, which is told why.
 */
export async function propose(
  predictor: string,
  { instructions, observations }: Pick<Reflection, 'instructions' | 'observations'>,
  { rules = [], accept, reflectOptions, ...call }: ProposerOptions & Pick<CallOptions, 'lm' | 'signal'>,
  purse: Purse,
): Promise<string | undefined> {
  const refusals: string[] = [];
  const options = { ...DEFAULTS, ...reflectOptions, lm: call.reflect ?? call.lm, signal: call.signal };
  while (refusals.length < 2 && purse.affords()) {
    const reflection = { instructions, observations, rules: [...rules, ...refusals] };
    const text = await purse.pay(() => answerOf(reflect(reflection, options)));
    const refusal = text === undefined ? 'there were no instructions in it' : accept?.(text, predictor);
    if (refusal === undefined) return text;
    purse.note(`a proposal for ${predictor} was refused: ${refusal}`);
    refusals.push(`An earlier answer of yours was refused: ${refusal}`);
  }
  return undefined;
}

/** A model that answers badly is no reason to end a search; one that cannot be had is. */
async function answerOf(reflection: Promise<string>): Promise<string | undefined> {
  try {
    return await reflection;
  } catch (error) {
    if (isOutage(error)) throw error;
    if (error instanceof AdapterParseError || error instanceof LanguageModelError) return undefined;
    throw error;
  }
}
