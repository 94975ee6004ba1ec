import { Logger } from '@nestjs/common';

/** What is logged by the classes of a spec, instead of on the terminal. */
export class CapturedLog {
  readonly lines: { level: string; fields: Record<string, unknown>; message: string }[] = [];

  constructor() {
    const write =
      (level: string) =>
      (fields: unknown, message: unknown): void =>
        void this.lines.push({ level, fields: fields as Record<string, unknown>, message: String(message) });
    Logger.overrideLogger({
      log: write('log'),
      warn: write('warn'),
      error: write('error'),
      debug: write('debug'),
    });
  }

  /** Everything as one text, to be searched for what must not be in it. */
  get text(): string {
    return JSON.stringify(this.lines);
  }

  with(message: string | RegExp): Record<string, unknown>[] {
    return this.lines
      .filter((line) =>
        typeof message === 'string' ? line.message.includes(message) : message.test(line.message),
      )
      .map(({ fields }) => fields);
  }
}
