import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { CommandError } from './command.error.ts';

export interface Question {
  /** Variable that the answer is for. */
  name: string;
  ask: string;
  /** True: what is typed is not shown. */
  secret?: boolean;
}

/** Asks on the terminal (or reads a pipe, a line an answer) in order; answers without blanks around them. */
export async function askQuestions(questions: readonly Question[]): Promise<Record<string, string>> {
  const terminal = process.stdin.isTTY === true;
  // Readline writes what is typed to its output; nowhere while a key is.
  let silent = false;
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      if (!silent) process.stderr.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input: process.stdin, output, terminal });
  const answers: Record<string, string> = {};
  const typed = lines[Symbol.asyncIterator]();
  try {
    for (const { name, ask, secret = false } of questions) {
      process.stderr.write(`${ask}: `);
      silent = secret && terminal;
      const { value, done } = await typed.next();
      silent = false;
      if (secret && terminal) process.stderr.write('\n');
      if (done === true) throw new CommandError('no answer came, and nothing was written');
      answers[name] = String(value).trim();
    }
  } finally {
    lines.close();
  }
  return answers;
}
