import { Module } from '@nestjs/common';
import { Responder } from '../conversation/responder.ts';
import { ChipResponder } from './chip.responder.ts';
import { languageModelProvider } from './language-model.provider.ts';

/** Chip himself. */
@Module({
  providers: [languageModelProvider, ChipResponder, { provide: Responder, useExisting: ChipResponder }],
  exports: [Responder, ChipResponder],
})
export class AgentModule {}
