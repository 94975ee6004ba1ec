import { execFileSync } from 'node:child_process';

/** What programs are written with. */
export const LIBRARY = [
  'signature',
  'fields',
  'predict',
  'module',
  'tracking',
  'tokens',
  'modules/chain-of-thought',
  'modules/react',
  'modules/refine',
  'openai/openai.language-model',
  'openai/check-models',
  'evaluate',
];

/** For a script of their own. */
export const OPTIMISERS = [
  'bootstrap-few-shot',
  'cached.language-model',
  'gepa',
  'labeled-few-shot',
  'random-search',
].map((file) => `optimize/${file}`);

/**
 * Milliseconds that these compiled files of `dist/dspy` take to import in a fresh process, as the median of 15.
 *
 * @throws Error when one of them loads a package: the `openai` client is to come from outside.
 */
export function importMs(files: readonly string[]): number {
  const urls = files.map((file) => new URL(`../dist/dspy/${file}.js`, import.meta.url).href);
  const load = `await Promise.all(${JSON.stringify(urls)}.map((url) => import(url)));`;
  const loaded = fresh(`
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
    ${load}
    console.log(JSON.stringify(loaded));`) as string[];
  if (loaded.some((url) => url.includes('/node_modules/'))) throw new Error('the library loads a package');
  const timed = `const startedAt = performance.now(); ${load} console.log(performance.now() - startedAt);`;
  const runs = Array.from({ length: 15 }, () => Number(fresh(timed)));
  return runs.toSorted((a, b) => a - b)[7]!;
}

function fresh(script: string): unknown {
  const args = ['--input-type=module', '--eval', script];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}
