import { readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const src = new URL('../src/', import.meta.url);

/** What a file loads as it is loaded itself: no types, and nothing that is imported when it is needed. */
function loadedBy(file: URL): string[] {
  const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const statements = text.matchAll(
    /^(?:import|export)\b(?! type)[^'"();]*?from\s+'([^']+)'|^import\s+'([^']+)'/gm,
  );
  return [...statements]
    .filter(([statement]) => !/^import \{(?:\s*type [^,}]+,?)+\s*\}/.test(statement))
    .map(([, from, bare]) => from ?? bare ?? '');
}

function reached(entry: string): { files: Set<string>; packages: Set<string> } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: URL): void => {
    const path = relative(fileURLToPath(src), fileURLToPath(file));
    if (files.has(path)) return;
    files.add(path);
    for (const target of loadedBy(file)) {
      if (target.startsWith('.')) visit(new URL(target, file));
      else packages.add(target);
    }
  };
  visit(new URL(entry, src));
  return { files, packages };
}

describe('libraries of tools', () => {
  const HEAVY = /^(?:node-ical|minisearch|yaml|temporal-polyfill|@modelcontextprotocol\/)/;

  it('are loaded with the tool that needs them, not with Chip', () => {
    const { files, packages } = reached('app.module.ts');
    expect(files).toContain('tools/tool.registry.ts');
    expect(packages).toContain('@nestjs/common');
    expect([...packages].filter((name) => HEAVY.test(name))).toEqual([]);
  });

  it('are found by this test where they are loaded', () => {
    expect([...reached('tools/knowledge/knowledge.base.ts').packages]).toEqual(
      expect.arrayContaining(['minisearch', 'yaml']),
    );
  });

  it('of calendars are loaded in their thread alone', () => {
    expect([...reached('tools/calendar/calendar.tool.ts').packages]).not.toContain('node-ical');
    expect([...reached('tools/calendar/calendar.feed.ts').packages]).not.toContain('node-ical');
    expect([...reached('tools/calendar/calendar.worker.ts').packages]).toContain('node-ical');
  });

  it('are not imported at run time by a file with decorators, in which the compiler leaves the .ts', () => {
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const wrong = files.filter((file) => {
      const text = readFileSync(new URL(file, src), 'utf8');
      return /^\s*@\w+\(/m.test(text) && /\bimport\(\s*'\./.test(text);
    });
    expect(files.length).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  });
});
