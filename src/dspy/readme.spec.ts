import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** What the examples leave to the reader. */
const GIVEN = `
import type { Turn } from './fields.ts';
import type { ToolSpec } from './modules/tool.ts';
declare const apiKey: string, user_message: string, history: Turn[], signal: AbortSignal, findEvents: ToolSpec;
`;

const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
const examples = [...readme.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, code]) => code!).join('\n');
const wrong = examples.replace('call({ user_message, history }', 'call({ user_message: 7, history }');

/** What the compiler says to files beside the README, by name, by the project's own rules. */
function complaints(sources: Readonly<Record<string, string>>): Record<string, string[]> {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const texts = new Map(
    Object.entries(sources).map(([name, text]) => [fileURLToPath(new URL(name, import.meta.url)), text]),
  );
  const config = ts.readConfigFile(`${root}tsconfig.json`, (path) => ts.sys.readFile(path)).config as object;
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [], include: [] }, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const [readFile, fileExists] = [host.readFile.bind(host), host.fileExists.bind(host)];
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  const program = ts.createProgram([...texts.keys()], options, host);
  const said = [...texts.keys()].map((path) => {
    const file = program.getSourceFile(path)!;
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  });
  return Object.fromEntries(Object.keys(sources).map((name, index) => [name, said[index]!]));
}

describe('the examples of the README', () => {
  it('compile, one after the other, but not with an input of the wrong type', () => {
    expect(wrong).not.toBe(examples);
    expect(complaints({ 'right.example.ts': GIVEN + examples, 'wrong.example.ts': GIVEN + wrong })).toEqual({
      'right.example.ts': [],
      'wrong.example.ts': [expect.stringContaining("'number' is not assignable to type 'string'")],
    });
  });
});
