import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { StateMismatchError } from '../dspy/errors.ts';
import type { Module } from '../dspy/module.ts';
import type { ProgramState } from '../dspy/state.ts';
import { refuseInstructions } from './artifact.guard.ts';

/** Where `npm run optimize` writes and the server looks, relative to the working directory. */
export const ARTIFACT_PATH = 'artifacts/chip.json';

/** What the optimiser writes down beside the program. A file saved by Python DSPy has none of it. */
export interface ArtifactMetadata {
  /** Mean on the held-out examples, and how many those were. */
  readonly score?: number;
  readonly n?: number;
  readonly model?: string;
  readonly method?: string;
  readonly seed?: number;
  /** ISO 8601. */
  readonly date?: string;
  readonly signature_hash?: string;
  readonly [note: string]: unknown;
}

/** A file that cannot be Chip's. The message says why and quotes no prompt text. */
export class ArtifactError extends Error {
  override readonly name = 'ArtifactError';
}

/**
 * Gives a program the instructions and demos of a saved one, in DSPy's JSON format; all of them, or none.
 *
 * @returns undefined when there is no such file
 * @throws ArtifactError when it is not JSON, does not fit the program, was made for other instructions or fields, or has
 *   instructions that the guard refuses.
 */
export function loadArtifact(program: Module<never, unknown>, path: string): ArtifactMetadata | undefined {
  const text = readText(path);
  if (text === undefined) return undefined;
  const state = readState(text);
  const metadata = (state.metadata ?? {}) as ArtifactMetadata;
  const hash = signatureHash(program);
  if (metadata.signature_hash !== undefined && metadata.signature_hash !== hash)
    throw new ArtifactError('it was made for other fields or base instructions; run npm run optimize again');
  const trial = program.copy();
  try {
    trial.loadState(state);
  } catch (error) {
    if (error instanceof StateMismatchError) throw new ArtifactError(error.message);
    throw error;
  }
  for (const [name, { signature }] of trial.namedPredictors()) {
    const refusal = refuseInstructions(signature.instructions);
    if (refusal !== undefined) throw new ArtifactError(`the instructions of ${name} are refused: ${refusal}`);
  }
  program.loadState(state);
  return metadata;
}

/** Changes with the fields and the instructions that a program has before anything is loaded into it. */
export function signatureHash(program: Module<never, unknown>): string {
  const parts = program.namedPredictors().map(
    ([
      name,
      {
        signature: { instructions, inputs, outputs },
      },
    ]) => [name, instructions, Object.entries(inputs), Object.entries(outputs)],
  );
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new ArtifactError(`it cannot be read (${code})`);
  }
}

function readState(text: string): ProgramState {
  try {
    const state = JSON.parse(text) as unknown;
    if (typeof state === 'object' && state !== null && !Array.isArray(state)) return state as ProgramState;
  } catch {
    // A parser's message quotes what it could not read.
  }
  throw new ArtifactError('it is not a JSON object as the optimiser or DSPy save one');
}
