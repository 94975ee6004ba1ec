import {
  ArtifactError,
  loadArtifact,
  signatureHash,
  type ArtifactMetadata,
} from '../../src/agent/artifact.ts';
import { ChipRespond } from '../../src/agent/chip-respond.program.ts';
import { UsageError } from '../evaluate/usage.error.ts';
import { writeWhole } from '../evaluate/write-file.ts';

/**
 * The program as the server would load it from this file; undefined when there is none.
 *
 * @throws UsageError when the server would not take the file
 */
export function readArtifact(path: string): ChipRespond | undefined {
  const program = new ChipRespond();
  try {
    return loadArtifact(program, path) && program;
  } catch (error) {
    if (error instanceof ArtifactError) throw new UsageError(`${path} is of no use: ${error.message}`);
    throw error;
  }
}

/** Saves a program in the form that Python DSPy reads, too, with a note on how it came about. */
export function writeArtifact(path: string, program: ChipRespond, note: ArtifactMetadata): void {
  const { metadata, ...state } = program.dumpState();
  const signature_hash = signatureHash(new ChipRespond());
  const file = { ...state, metadata: { ...metadata, ...note, signature_hash } };
  writeWhole(path, `${JSON.stringify(file, null, 2)}\n`);
}
