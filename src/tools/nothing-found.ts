/**
 * What a tool gives back when it looked and there is nothing. The call is recorded as `empty`: of a search in the
 * organisers' pages that is a gap in them.
 */
export class NothingFound {
  /** Shown to the model as any other result is. */
  readonly shown: unknown;

  constructor(shown: unknown) {
    this.shown = shown;
  }
}
