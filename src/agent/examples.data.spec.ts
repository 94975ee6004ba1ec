import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { hideAddresses } from './addresses.ts';
import { ChipReply } from './chip-reply.signature.ts';
import { SPLITS } from './examples.line.ts';
import { readExamples, type ChipExample } from './examples.ts';
import { wordsOf } from './metric/fold.ts';
import { detectLanguage } from './metric/language.detector.ts';
import { scoreByRules } from './metric/rules.ts';
import { guardReply } from './reply-guard.ts';

/**
 * Two texts that are alike. Of the pairs in the file the likest reach 0.11 and 0.47; one that is written anew with a few
 * words changed has more than 0.6 in one of the two (see the pairs below). So both borders are far from either side.
 */
const MOST_SHARED_TRIPLES = 0.3;
const MOST_EDIT_SIMILARITY = 0.6;

const path = fileURLToPath(new URL('../../data/chip.examples.jsonl', import.meta.url));
let examples: ChipExample[];
beforeAll(() => {
  examples = readExamples(path);
});

describe('data/chip.examples.jsonl', () => {
  it('holds enough examples, and some of every category in every split', () => {
    expect(examples.length).toBeGreaterThanOrEqual(120);
    const categories = [...new Set(examples.map(({ category }) => category))];
    expect(categories.length).toBeGreaterThanOrEqual(15);
    for (const split of SPLITS) {
      const ofSplit = examples.filter((example) => example.split === split);
      expect(ofSplit.length).toBeGreaterThanOrEqual(40);
      expect(categories.filter((category) => !ofSplit.some((one) => one.category === category))).toEqual([]);
    }
  });

  it('has an approved reply for each, which keeps all rules and passes the guard as it is', () => {
    const { instructions } = ChipReply;
    const faults = examples.flatMap(({ id, input, expect: asked, expected }) => {
      const { user_message, history } = input;
      const reply = expected?.reply ?? '';
      const { remarks } = scoreByRules(reply, { user_message, history, expect: asked, instructions });
      return remarks.length === 0 && guardReply(reply, instructions) === reply ? [] : [{ id, remarks }];
    });
    expect(faults).toEqual([]);
  });

  it('has replies in the language of their example', () => {
    const found = examples.map(({ id, expected }) => [id, detectLanguage(expected!.reply)]);
    const wanted = examples.map(({ id, expect: { language = 'en' } }) => [id, language]);
    expect(found).toEqual(wanted);
  });

  it('uses each check somewhere, and in training where something can be learned from it', () => {
    const used = (some: ChipExample[]) => new Set(some.flatMap(({ expect: asked }) => Object.keys(asked)));
    expect(used(examples).size).toBe(14);
    const inTraining = used(examples.filter(({ split }) => split === 'train'));
    expect([...used(examples)].filter((name) => !inTraining.has(name))).toEqual(['may_mention']);
  });

  it('holds no phone number and no e-mail address', () => {
    const texts = examples.map((example) => JSON.stringify(example));
    expect(texts.filter((text) => hideAddresses(text) !== text)).toEqual([]);
  });

  it('has no two examples that are nearly the same', () => {
    const texts = examples.map(({ id, input }) => ({ id, ...readable(input.user_message) }));
    const alike = texts.flatMap((one, index) =>
      texts.slice(0, index).flatMap((other) => (areAlike(one, other) ? [`${one.id} and ${other.id}`] : [])),
    );
    expect(alike).toEqual([]);
  });

  it.each([
    ['another town', 'any python meetups in huntsville?', 'any python meetups in mobile?'],
    ['typing errors', 'how do i get into cyber security', 'hwo do i get ino cyber securty'],
    ['a courtesy', 'book me a seat for the workshop', 'please book me a seat for the ai workshop, thanks'],
    [
      'sentences exchanged',
      'i lost my job. what do i do now in bham',
      'what do i do now in bham. i lost my job',
    ],
    ['a note in front', '[Note: this arrived late.]\nis it on?', 'is it on?'],
  ])('would find a copy with %s', (_, one, other) => {
    expect(areAlike(readable(one), readable(other))).toBe(true);
  });

  it.each([
    ['any python meetups in huntsville?', 'is there a rust group near auburn?'],
    ['book me a seat for the workshop', 'me puedes apuntar al taller'],
  ])('would keep apart: %s / %s', (one, other) => {
    expect(areAlike(readable(one), readable(other))).toBe(false);
  });
});

interface Readable {
  words: string[];
  triples: Set<string>;
}

/** Without what the server puts into brackets, which is the same wherever it stands. */
function readable(text: string): Readable {
  const said = text.replace(/\[(?:Note:[^\]]*|[^\]]*attached[^\]]*)\]/g, '');
  const words = wordsOf(said.trim() || text).map((word) => (/^\d+$/.test(word) ? '0' : word));
  const starts = words.slice(2).keys();
  return { words, triples: new Set([...starts].map((start) => words.slice(start, start + 3).join(' '))) };
}

function areAlike(one: Readable, other: Readable): boolean {
  const shared = [...one.triples].filter((triple) => other.triples.has(triple)).length;
  const all = one.triples.size + other.triples.size - shared;
  if (all > 0 && shared / all > MOST_SHARED_TRIPLES) return true;
  return editSimilarity(one.words.join(' '), other.words.join(' ')) > MOST_EDIT_SIMILARITY;
}

/** 1 less the share of characters that have to be changed. For thousands of pairs, so without looking up globals in the loop. */
function editSimilarity(one: string, other: string): number {
  const longer = Math.max(one.length, other.length);
  // So many have to be added in any case.
  if (1 - Math.abs(one.length - other.length) / longer <= MOST_EDIT_SIMILARITY) return 0;
  let above = Uint16Array.from({ length: other.length + 1 }, (_, column) => column);
  let row = new Uint16Array(other.length + 1);
  for (let line = 0; line < one.length; line++) {
    row[0] = line + 1;
    for (let column = 1; column <= other.length; column++) {
      const same = one.charCodeAt(line) === other.charCodeAt(column - 1);
      const exchanged = above[column - 1]! + (same ? 0 : 1);
      const added = (above[column]! < row[column - 1]! ? above[column]! : row[column - 1]!) + 1;
      row[column] = exchanged < added ? exchanged : added;
    }
    [above, row] = [row, above];
  }
  return 1 - above[other.length]! / longer;
}
