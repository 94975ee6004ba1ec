/** A file of examples that cannot be used. The message names the line, what is wrong and how to mend it. */
export class ExamplesError extends Error {
  override readonly name = 'ExamplesError';
  /** From 1; undefined when the file as a whole is at fault. */
  readonly line: number | undefined;

  constructor(file: string, what: string, line?: number) {
    super(`${file}${line === undefined ? '' : `, line ${line}`}: ${what}`);
    this.line = line;
  }
}
