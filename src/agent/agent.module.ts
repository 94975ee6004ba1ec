import { Module } from '@nestjs/common';
import { Responder } from '../conversation/responder.ts';
import { chipRespondProvider } from './artifact.provider.ts';
import { ChipResponder } from './chip.responder.ts';
import { languageModelProvider } from './language-model.provider.ts';
import { ModelCheck } from './model.check.ts';

/** Chip himself. */
@Module({
  providers: [
    languageModelProvider,
    chipRespondProvider,
    ModelCheck,
    ChipResponder,
    { provide: Responder, useExisting: ChipResponder },
  ],
  exports: [Responder, ChipResponder],
})
export class AgentModule {}
