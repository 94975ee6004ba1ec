import { TimeLimitError } from '../../conversation/time-limit.ts';

/** So many calls at once, the others in the order in which they came. */
export class CallSlots {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(size: number) {
    this.free = size;
  }

  /** @param until time of `performance.now()` after which the call need not begin any more: then it rejects */
  async run<T>(until: number, call: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      if (performance.now() >= until) throw new TimeLimitError('the database has too much to do');
      return await call();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    }
  }
}
