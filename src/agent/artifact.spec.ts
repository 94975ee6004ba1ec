import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { INSTRUCTION_RULES, refuseInstructions } from './artifact.guard.ts';
import { ArtifactError, loadArtifact, signatureHash } from './artifact.ts';
import { ChipReply } from './chip-reply.signature.ts';
import { ChipRespond } from './chip-respond.program.ts';

const BASE = ChipReply.instructions;
const BETTER = `${BASE}\n- Say their name when they tell it.`;

describe('refuseInstructions', () => {
  it('takes Chip as he is in the code, and room to grow', () => {
    expect(refuseInstructions(BASE)).toBeUndefined();
    expect(refuseInstructions(`${BASE}\n${'Be kind to everybody. '.repeat(60)}`)).toBeUndefined();
  });

  it.each<[string, string | RegExp, string, RegExp]>([
    ['the name', /\bChip\b/g, 'Bob', /name: Chip/],
    ['how long a reply may be', /Usually one to four sentences, in short/, 'In', /Replies stay short/],
    ['911', '911', 'for help', /911/],
    ['988', '988', 'somebody', /988/],
    ['STOP', 'STOP', 'a stop', /STOP/],
    ['not making things up', /Never make up/, 'Be sparing with', /made up/],
    ['not claiming a deed', /never say that you did or will, /, '', /never say that you did/],
    ['a deed that is denied', /never say that you did/, 'say that you did', /never say that you did/],
    ['what a member says', /what a member says/, 'worth hearing', /member says/],
  ])('refuses instructions that lose %s', (_, lost, instead, reason) => {
    expect(refuseInstructions(BASE.replaceAll(new RegExp(lost, 'g'), instead))).toMatch(reason);
  });

  it.each([
    'Usually in short sentences.',
    'At most 40 sentences.',
    'Ask one thing at a time, in sentences.',
    'Only one. Use sentences.',
    'One idea\na sentence.',
  ])('does not take for the length of a reply: %s', (line) => {
    const other = BASE.replace('Usually one to four sentences', line);
    expect(other).not.toBe(BASE);
    expect(refuseInstructions(other)).toMatch(/Replies stay short/);
  });

  it.each(['Usually 1-4 sentences.', 'Two or three short sentences.', 'At most five sentences a reply.'])(
    'takes other words for the length of a reply: %s',
    (limit) => {
      const other = BASE.replace('Usually one to four sentences', limit);
      expect(other).not.toBe(BASE);
      expect(refuseInstructions(other)).toBeUndefined();
    },
  );

  it.each([
    'Never claim you did what you cannot do.',
    "Don't pretend that you have done anything.",
    'Do not say that you did it.',
  ])('takes other words for claiming no deed: %s', (line) => {
    const other = BASE.replace('never say that you did or will', '').concat(`\n- ${line}`);
    expect(refuseInstructions(other)).toBeUndefined();
  });

  it.each([
    [
      'too short',
      'You are Chip. One or two sentences. 911, 988, STOP, never make up, what a member says.',
      /too short/,
    ],
    ['too long', `${BASE}\n${'Be kind to everybody. '.repeat(200)}`, /too long: about \d+ tokens, and 1200/],
    ['with a section marker', `${BASE}\n[[ ## reply ## ]]`, /markers/],
    ['with a chat format token', `${BASE}\n<|start|>`, /markers/],
    ['with a phone number', `${BASE}\nCall 205-555-0123.`, /phone numbers/],
    ['with an e-mail address', `${BASE}\nWrite to ada@example.org.`, /phone numbers/],
    ['with a link', `${BASE}\nSee https://example.org.`, /phone numbers/],
  ])('refuses instructions %s', (_, instructions, reason) => {
    expect(refuseInstructions(instructions)).toMatch(reason);
  });

  it('has all of its rules in words, for a model to keep to', () => {
    const rules = INSTRUCTION_RULES.join('\n');
    for (const word of [
      'Chip',
      'sentences',
      '911',
      '988',
      'STOP',
      'never make up',
      'never say that you did',
      'what a member says',
      'characters',
    ])
      expect(rules).toContain(word);
  });
});

describe('loadArtifact', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'chip-artifact-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const saved = (change: (program: ChipRespond) => void = () => undefined) => {
    const program = new ChipRespond();
    program.respond.setInstructions(BETTER);
    program.respond.setDemos([{ user_message: 'Hi', reply: 'Hello!' }]);
    change(program);
    return program.dumpState();
  };
  const write = (content: unknown): string => {
    const path = join(folder, 'chip.json');
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };
  const load = (content: unknown): ChipRespond => {
    const program = new ChipRespond();
    loadArtifact(program, write(content));
    return program;
  };
  const noted = (notes: object): object => {
    const { metadata, ...state } = saved();
    return { ...state, metadata: { ...metadata, ...notes } };
  };

  it('takes over instructions and demos, and answers what is noted beside them', () => {
    const program = new ChipRespond();
    const path = write(noted({ score: 0.9, n: 30, signature_hash: signatureHash(program) }));
    expect(loadArtifact(program, path)).toMatchObject({ score: 0.9, n: 30 });
    expect(program.respond.signature.instructions).toBe(BETTER);
    expect(program.respond.demos).toEqual([{ user_message: 'Hi', reply: 'Hello!' }]);
  });

  it('takes a file of DSPy, which notes nothing', () => {
    expect(
      load(noted({ dependency_versions: { python: '3.12', dspy: '3.3.1', cloudpickle: '3.1' } })).respond
        .signature.instructions,
    ).toBe(BETTER);
  });

  it('is not there when there is no file', () => {
    const program = new ChipRespond();
    expect(loadArtifact(program, join(folder, 'none.json'))).toBeUndefined();
    expect(loadArtifact(program, join(folder, 'no', 'folder.json'))).toBeUndefined();
    expect(program.respond.signature.instructions).toBe(BASE);
  });

  it.each<[string, () => unknown, RegExp]>([
    ['is cut off', () => JSON.stringify(saved()).slice(0, 100), /not a JSON object/],
    ['is empty', () => '', /not a JSON object/],
    ['is a list', () => [], /not a JSON object/],
    ['has no predictor', () => ({ metadata: { dependency_versions: {} } }), /respond: is missing/],
    [
      'has an unknown predictor',
      () => ({ ...saved(), answer: saved()['respond'] }),
      /answer: the program has no/,
    ],
    [
      'has another field',
      () => JSON.stringify(saved()).replace('User Message:', 'Question:'),
      /user_message: is not/,
    ],
    ['has no signature', () => ({ ...saved(), respond: { demos: [] } }), /respond: has no signature/],
    [
      'has a demo of another kind',
      () => JSON.stringify(saved()).replace('"Hello!"', '7'),
      /demos\[0\]\.reply/,
    ],
    [
      'was made for other instructions',
      () => noted({ signature_hash: '0123456789abcdef' }),
      /run npm run optimize/,
    ],
    [
      'has lost the safety lines',
      () => saved(({ respond }) => respond.setInstructions(BETTER.replaceAll('911', '112'))),
      /instructions of respond are refused: .*911/,
    ],
    [
      'may claim what only a tool can do',
      () => saved(({ respond }) => respond.setInstructions(BETTER.replace('never say that you did', 'say'))),
      /instructions of respond are refused: .*never say that you did/,
    ],
  ])('refuses a file that %s, says why, and leaves the program as it was', (_, content, reason) => {
    const program = new ChipRespond();
    const path = write(content());
    const attempt = () => loadArtifact(program, path);
    expect(attempt).toThrow(ArtifactError);
    expect(attempt).toThrow(reason);
    expect(attempt).not.toThrow(/Hello|Say their name/);
    expect(program.respond.signature.instructions).toBe(BASE);
    expect(program.respond.demos).toEqual([]);
  });

  it('refuses what is no file', () => {
    mkdirSync(join(folder, 'chip.json'));
    expect(() => loadArtifact(new ChipRespond(), join(folder, 'chip.json'))).toThrow(
      'cannot be read (EISDIR)',
    );
  });

  it('knows another version of Chip by his hash, and the same by the same', () => {
    const changed = new ChipRespond();
    changed.respond.setInstructions(BETTER);
    expect(signatureHash(new ChipRespond())).toBe(signatureHash(new ChipRespond()));
    expect(signatureHash(changed)).not.toBe(signatureHash(new ChipRespond()));
  });
});
