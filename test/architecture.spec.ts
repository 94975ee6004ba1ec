import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const root = fileURLToPath(new URL('../', import.meta.url));
const src = join(root, 'src');

/** Who may import whom inside src; files right under src (app.module, server, main) may import all. */
const ARROWS: Record<string, string[]> = {
  config: [],
  observability: ['config'],
  conversation: ['config', 'observability'],
  dspy: [],
  webhooks: ['conversation', 'config', 'observability'],
  http: [],
  loop: ['conversation', 'http', 'config', 'observability'],
  twilio: ['conversation', 'http', 'config', 'observability'],
  agent: ['conversation', 'dspy', 'tools', 'model', 'config', 'observability'],
  tools: ['conversation', 'config', 'observability'],
  persistence: ['conversation', 'config', 'observability'],
  media: ['conversation', 'model', 'config', 'observability'],
  model: ['dspy', 'config', 'observability'],
  health: ['conversation', 'config', 'observability'],
  metrics: ['conversation', 'config', 'observability'],
  // The weekly digest tells what the pages lack.
  alarm: ['conversation', 'tools', 'config', 'observability'],
  docs: ['config', 'observability'],
  // The command line looks after the whole house.
  cli: ['conversation', 'persistence', 'tools', 'loop', 'twilio', 'config', 'observability'],
};

const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file));

const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
    ([, target]) => target ?? '',
  );

interface Edge {
  file: string;
  from: string;
  to: string;
}

const edges: Edge[] = files(src).flatMap((file) =>
  importsOf(file)
    .filter((target) => target.startsWith('.'))
    .map((target) => ({
      file: relative(src, file),
      from: relative(src, file).split('/')[0] ?? '',
      to: relative(src, resolve(dirname(file), target)).split('/')[0] ?? '',
    })),
);
const inFolder = (name: string): boolean => !name.endsWith('.ts');
const production = files(src).filter((file) => !file.endsWith('.spec.ts'));

describe('the arrows of the house', () => {
  it('are looked at: every folder of src is known here, and there are imports to check', () => {
    const folders = readdirSync(src, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(Object.keys(ARROWS)).toEqual(expect.arrayContaining(folders.map(({ name }) => name)));
    expect(edges.length).toBeGreaterThan(100);
  });

  it('run only as docs/architecture.md draws them', () => {
    const wrong = edges.filter(
      ({ file, from, to }) =>
        !file.endsWith('.spec.ts') && inFolder(from) && from !== to && !ARROWS[from]?.includes(to),
    );
    expect(wrong).toEqual([]);
  });

  it('never leave src: the server shares no code with the emulator, tests or scripts', () => {
    const outside = production.filter((file) =>
      importsOf(file).some(
        (target) => target.startsWith('.') && relative(src, resolve(dirname(file), target)).startsWith('..'),
      ),
    );
    expect(outside).toEqual([]);
  });

  it('keep the emulator to itself and to Node', () => {
    const foreign = files(join(root, 'emulator'))
      .filter((file) => !file.endsWith('.spec.ts'))
      .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
      .filter(
        ({ target }) => !target.startsWith('./') && !target.startsWith('../') && !target.startsWith('node:'),
      );
    expect(foreign).toEqual([]);
    const leaving = files(join(root, 'emulator')).filter((file) =>
      importsOf(file).some((target) => target.includes('/src/')),
    );
    expect(leaving).toEqual([]);
  });

  it('keep Nest and the environment out of dspy', () => {
    const dspy = production.filter((file) => file.startsWith(join(src, 'dspy')));
    expect(dspy.length).toBeGreaterThan(5);
    const wrong = dspy.filter((file) => /@nestjs|process\.env/.test(readFileSync(file, 'utf8')));
    expect(wrong).toEqual([]);
  });

  it('read the environment in config alone', () => {
    const readers = production
      .filter((file) => readFileSync(file, 'utf8').includes('process.env'))
      .map((file) => relative(src, file));
    expect(readers.filter((file) => !file.startsWith('config/'))).toEqual([]);
    expect(readers).toContain('config/config.module.ts');
  });

  it('are not bent by barrels, forwardRef or @Res, and no file has grown past 150 lines', () => {
    const bad = production.filter((file) => {
      const text = readFileSync(file, 'utf8');
      const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
      return file.endsWith('/index.ts') || /forwardRef|@Res\(/.test(code) || text.split('\n').length > 151;
    });
    expect(bad.map((file) => relative(src, file))).toEqual([]);
  });
});
