import { Logger, type FactoryProvider } from '@nestjs/common';
import { ChipConfig } from '../config/chip.config.ts';
import { ARTIFACT_PATH, ArtifactError, loadArtifact, type ArtifactMetadata } from './artifact.ts';
import { leastInputTokens } from './chip-input.ts';
import { ChipRespond } from './chip-respond.program.ts';

/**
 * Chip's program, with the instructions and demos that `npm run optimize` found, where there are any that fit. A file that
 * does not is a warning and nothing more: Chip as he is in the code is good enough to answer.
 */
export const chipRespondProvider: FactoryProvider<ChipRespond> = {
  provide: ChipRespond,
  inject: [ChipConfig],
  useFactory: ({ INPUT_TOKEN_LIMIT }: ChipConfig) => {
    const logger = new Logger('Artifact');
    const program = new ChipRespond();
    try {
      const metadata = loadArtifact(program, ARTIFACT_PATH);
      const least = leastInputTokens(program.respond);
      if (metadata && least > INPUT_TOKEN_LIMIT)
        throw new ArtifactError(`it needs an INPUT_TOKEN_LIMIT of ${least}: instructions and demos count`);
      if (metadata) logger.log({ file: ARTIFACT_PATH, ...noteOf(metadata) }, 'optimised program loaded');
      return program;
    } catch (error) {
      if (!(error instanceof ArtifactError)) throw error;
      const problem = `${error.message}; mend the file or take it away`;
      logger.warn({ file: ARTIFACT_PATH, problem }, 'optimised program not used');
      return new ChipRespond();
    }
  },
};

function noteOf({ score, n, model, method, date }: ArtifactMetadata): object {
  const noted = Object.entries({ score, n, trainedOn: model, method, date });
  return Object.fromEntries(noted.filter(([, value]) => ['string', 'number'].includes(typeof value)));
}
