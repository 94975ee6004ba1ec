import type { DestinationStream } from 'pino';
import { mask } from './mask.ts';

/** Writes each line masked. In the way of every line, whoever wrote it and whatever field it stands in. */
export class MaskedDestination implements DestinationStream {
  private readonly target: DestinationStream;

  constructor(target: DestinationStream) {
    this.target = target;
  }

  write(line: string): void {
    this.target.write(mask(line));
  }
}
