import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { showProgress } from '../scripts/evaluate/progress.ts';
import { reportPage } from '../scripts/evaluate/report-page.ts';
import type { Report } from '../scripts/evaluate/report.ts';
import { summarize } from '../scripts/evaluate/summary.ts';
import { table } from '../scripts/evaluate/table.ts';
import { checkWritable, writeWhole } from '../scripts/evaluate/write-file.ts';
import { describeChanges } from '../scripts/optimize/changes.ts';
import { compare } from '../scripts/optimize/held-out.ts';
import { describePlan } from '../scripts/optimize/plan.ts';
import type { EvaluatedExample } from '../src/dspy/evaluate.ts';
import { Toy } from './support/toy.program.ts';

type Row = EvaluatedExample<{ category: string }, unknown>;
const row = (category: string, score: number, ms: number, more: Partial<Row> = {}): Row => ({
  example: { category },
  score,
  ms,
  feedback: '',
  calls: [],
  costUsd: 0.001,
  usage: { promptTokens: 1_000, completionTokens: 50, cachedTokens: 0 },
  ...more,
});

describe('the table of an evaluation', () => {
  const rows = [
    row('jobs', 1, 100),
    row('events', 0.5, 300),
    row('events', 0, 900, { error: new Error() }),
    row('small-talk', 1, 200),
  ];

  it('has each category, and what all came to', () => {
    expect(table(summarize(rows)).split('\n')).toEqual([
      'category    n  score',
      '------------------------------',
      'events      2  0.250  1 failed',
      'jobs        1  1.000',
      'small-talk  1  1.000',
      '------------------------------',
      'all         4  0.625  1 failed',
      '',
      'score 0.625 ± 0.239 (standard error)',
      'cost $0.00400, 4,000 + 200 tokens; p50 200 ms, p95 900 ms',
    ]);
  });

  it('holds with a single example, too', () => {
    expect(summarize([row('jobs', 1, 100)])).toMatchObject({ standardError: 0, p50: 100, p95: 100 });
  });
});

describe('the report', () => {
  const hostile = `<script>alert("1")</script><img src=x onerror='x'>&amp;`;
  const report: Report = {
    title: hostile,
    created_at: hostile,
    model: hostile,
    data: hostile,
    split: hostile,
    artifact: hostile,
    judge: hostile,
    summary: summarize([row(hostile, 0.5, 10)]),
    examples: [
      {
        id: hostile,
        category: hostile,
        score: 0.5,
        reply: hostile,
        error: hostile,
        feedback: hostile,
        expected: hostile,
        ms: 10,
        promptTokens: 1,
        completionTokens: 1,
        costUsd: 0,
        input: { user_message: hostile, history: [{ role: 'user', content: hostile }] },
      },
    ],
  };

  it('shows whatever was said as text, and loads nothing from anywhere', () => {
    const page = reportPage(report);
    expect(page).not.toMatch(/<script|<img|onerror='/);
    expect(page.match(/&lt;script&gt;alert\(&quot;1&quot;\)&lt;\/script&gt;/g)!.length).toBeGreaterThan(12);
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/<[^>]*(?:src|href)=/);
  });

  it('has the worst examples first', () => {
    const [one] = report.examples;
    const examples = [0.9, 0.1, 0.5].map((score) => ({ ...one!, id: `id-${score}`, score }));
    const order = [...reportPage({ ...report, examples }).matchAll(/id-(0\.\d)/g)].map(([, score]) => score);
    expect(order).toEqual(['0.1', '0.5', '0.9']);
  });
});

describe('the held-out comparison', () => {
  const others = [
    { name: 'base', scores: [0, 0.5, 1] },
    { name: 'artifacts/chip.json', scores: [0.5, 0.5, 1] },
  ];

  it('finds better only what beats all the others', () => {
    const found = (...scores: number[]) => compare(others, { name: 'found', scores });
    expect(found(1, 0.5, 1).better).toBe(true);
    expect(found(0.5, 0.5, 1).better).toBe(false);
    expect(found(0.4, 0.5, 1).better).toBe(false);
    expect(found(1, 0.5, 1).table.split('\n')).toEqual([
      'base                 0.500  found is +0.333 ± 0.333',
      'artifacts/chip.json  0.667  found is +0.167 ± 0.167',
      'found                0.833',
    ]);
  });
});

describe('the changes of a program', () => {
  const lines = (...all: string[]): string => all.join('\n');
  const changed = (change: (toy: Toy) => void): string => {
    const [before, after] = [new Toy(), new Toy()];
    for (const { respond } of [before, after])
      respond.setInstructions(lines('1', '2', '3', '4', '5', '6', '7'));
    change(after);
    return describeChanges(before, after);
  };

  it('are lines that came and went, with their neighbours', () => {
    expect(
      changed(({ respond }) => respond.setInstructions(lines('1', '2', '3', 'vier', '5', '6', '7', '8'))),
    ).toBe(
      lines(
        'respond:',
        '    ... 2 as before',
        '    3',
        '  - 4',
        '  + vier',
        '    5',
        '    ... 1 as before',
        '    7',
        '  + 8',
      ),
    );
  });

  it('are demos, and whether these came from a run', () => {
    const text = changed(({ respond }) =>
      respond.setDemos([{ augmented: true, question: 'a', answer: ['b'] }]),
    );
    expect(text).toContain('+ demo 1 (from a run)');
    expect(text).toContain('+     question: a');
    expect(text).toContain('+     answer: ["b"]');
    expect(text).not.toContain('1\n');
    expect(changed(() => undefined)).toBe('nothing has changed');
  });
});

describe('the plan of a search', () => {
  it('says what it may cost and how long it takes at least', () => {
    const price = { input: 0.15, output: 0.6 };
    const plan = { budget: 300, heldOut: 60, promptTokens: 1_000, price, tokensPerMinute: 8_000 };
    expect(describePlan(plan)).toBe(
      'at most 300 runs and reflections for the search and 60 runs for the held-out score; about 0.43 million tokens; about $0.10; at least 54 min at 8000 tokens a minute',
    );
    expect(describePlan({ ...plan, price: undefined, tokensPerMinute: undefined })).toMatch(
      /price not known$/,
    );
  });
});

describe('progress', () => {
  const stream = (isTTY: boolean): { stream: NodeJS.WriteStream; text: () => string } => {
    let written = '';
    const sink = new Writable({
      write(chunk, _, done) {
        written += String(chunk);
        done();
      },
    });
    const terminal = {
      isTTY,
      columns: 100,
      rows: 30,
      cursorTo: () => true,
      clearLine: () => true,
      moveCursor: () => true,
    };
    return { stream: Object.assign(sink, terminal) as unknown as NodeJS.WriteStream, text: () => written };
  };

  it('is a bar with the time left on a terminal', () => {
    const { stream: terminal, text } = stream(true);
    const progress = showProgress('search', 40, terminal);
    progress.update(10, 0.5);
    progress.note('a candidate');
    progress.stop();
    expect(text()).toMatch(/search .*10\/40, .* left, best 0\.500/);
    expect(text()).toContain('a candidate');
  });

  it('is plain lines elsewhere: notes, and nothing that repeats', () => {
    const { stream: file, text } = stream(false);
    const progress = showProgress('search', 40, file);
    for (let done = 1; done <= 40; done++) progress.update(done, 0.5);
    progress.note('a candidate');
    progress.stop();
    expect(text()).toBe('a candidate\n');
  });
});

describe('writeWhole', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'chip-write-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('makes folders, takes the place of what is there, and leaves nothing else', () => {
    const path = join(folder, 'a', 'b.json');
    writeWhole(path, 'one');
    writeWhole(path, 'two');
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(readdirSync(join(folder, 'a'))).toEqual(['b.json']);
  });

  it('never shows half of a file: who has the old one open goes on to see it', () => {
    const path = join(folder, 'b.json');
    writeWhole(path, 'one');
    const open = openSync(path, 'r');
    writeWhole(path, 'two');
    expect(readFileSync(open, 'utf8')).toBe('one');
    closeSync(open);
  });

  it('leaves nothing behind when it fails at the last step', () => {
    mkdirSync(join(folder, 'b.json'));
    expect(() => writeWhole(join(folder, 'b.json'), 'one')).toThrow(/b\.json cannot be written \(E\w+\)/);
    expect(readdirSync(folder)).toEqual(['b.json']);
  });

  it('names a place where nothing can be written', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => writeWhole(join(folder, 'file', 'b.json'), 'one')).toThrow(
      /b\.json cannot be written \(E\w+\)/,
    );
  });
});

describe('checkWritable', () => {
  it('makes nothing, and names a place where nothing can be written', () => {
    const folder = mkdtempSync(join(tmpdir(), 'chip-check-'));
    try {
      expect(() => checkWritable(join(folder, 'a', 'b', 'c.json'))).not.toThrow();
      expect(readdirSync(folder)).toEqual([]);
      writeFileSync(join(folder, 'file'), '');
      expect(() => checkWritable(join(folder, 'file', 'b.json'))).toThrow(
        'b.json cannot be written (ENOTDIR)',
      );
      mkdirSync(join(folder, 'c.json'));
      expect(() => checkWritable(join(folder, 'c.json'))).toThrow('c.json cannot be written (EISDIR)');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('knows a folder that may be read and not written', () => {
    const folder = mkdtempSync(join(tmpdir(), 'chip-check-'));
    const path = join(folder, 'b.json');
    const module = new URL('../scripts/evaluate/write-file.ts', import.meta.url).href;
    // Root may write anywhere, so that it becomes somebody else before it looks.
    const script = `
      import { checkWritable } from ${JSON.stringify(module)};
      if (process.getuid() === 0) process.setuid(65534);
      try { checkWritable(process.argv[1]); console.log('writable'); } catch (error) { console.log(error.message); }`;
    const check = (): string =>
      execFileSync(process.execPath, ['--input-type=module', '--eval', script, path], {
        encoding: 'utf8',
      }).trim();
    try {
      chmodSync(folder, 0o777);
      expect(check()).toBe('writable');
      chmodSync(folder, 0o555);
      expect(check()).toBe(`${path} cannot be written (EACCES)`);
    } finally {
      chmodSync(folder, 0o700);
      rmSync(folder, { recursive: true });
    }
  });
});
