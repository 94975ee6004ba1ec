import { ChipReply } from './chip-reply.signature.ts';
import { ReplyProgram } from './reply.program.ts';

/** Chip's program. */
export class ChipRespond extends ReplyProgram {
  constructor() {
    super(ChipReply);
  }
}
