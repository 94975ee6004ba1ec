import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { ScriptedLanguageModel } from '../../test/support/scripted.language-model.ts';
import { StateMismatchError } from './errors.ts';
import { field } from './fields.ts';
import { ChainOfThought } from './modules/chain-of-thought.ts';
import { Module } from './module.ts';
import { Predict } from './predict.ts';
import { signature } from './signature.ts';
import { prefixOf } from './state.fields.ts';

/** The Python ones are written by hand after DSPy 3.3's format, since none could be run: see the README beside them. */
const fixture = (name: string): Record<string, never> =>
  JSON.parse(
    readFileSync(new URL(`../../test/payloads/dspy/${name}.json`, import.meta.url), 'utf8'),
  ) as Record<string, never>;

const Reply = signature('Reply', 'Be kind.', {
  inputs: {
    user_message: field.string('what they just wrote'),
    history: field.history('earlier turns'),
    channel: field.hint('how it is read'),
  },
  outputs: { reply: field.string('the text message to send back') },
});
const Triage = signature('Triage', 'Sort it.', {
  inputs: { message: field.string('the text') },
  outputs: {
    topic: field.oneOf('what it is about', ['money', 'time']),
    people: field.list('who is named', field.object('one', { name: field.string('name') })),
    score: field.number('how sure you are'),
    urgent: field.boolean('whether it cannot wait'),
  },
});
const Links = signature('Links', 'Answer.', {
  inputs: { top_5_links: field.string('links') },
  outputs: { reply: field.string('the answer') },
});

class Chat extends Module<never, unknown> {
  readonly respond = new Predict(Reply);
  override forward = (): Promise<unknown> => Promise.resolve();
}
class Nested extends Module<never, unknown> {
  readonly triage = new ChainOfThought(Triage);
  readonly parts = [new Predict(Links)];
  override forward = (): Promise<unknown> => Promise.resolve();
}

describe('prefixOf', () => {
  it.each([
    ['user_message', 'User Message:'],
    ['reply', 'Reply:'],
    ['top5URLs', 'Top 5 UR Ls:'],
    ['someHTTPAnswer', 'Some HTTP Answer:'],
    ['q2', 'Q 2:'],
    ['a_B_c', 'A B C:'],
    ['URL', 'URL:'],
    ['trailing_', 'Trailing :'],
  ])('makes of %s what DSPy makes of it', (name, prefix) => {
    expect(prefixOf(name)).toBe(prefix);
  });
});

describe('a program saved by DSPy', () => {
  it('loads: instructions and demos, with their histories as turns', () => {
    const chat = new Chat();
    chat.loadState(fixture('python-reply'));
    expect(chat.respond.signature.instructions).toMatch(/^You are Chip\..*texts\.$/);
    expect(chat.respond.signature.outputs).toBe(Reply.outputs);
    expect(chat.respond.demos).toMatchObject([
      {
        augmented: true,
        history: [
          { role: 'user', content: 'Hi, I just moved here.' },
          { role: 'assistant', content: 'Welcome! What do you work on?' },
        ],
        reply: 'I believe so, but check the date with them first.',
      },
      { user_message: 'thx!!', history: [], reply: 'Any time.' },
      { user_message: 'A question without an approved answer' },
    ]);
  });

  it('says nothing about which model answers, where, and with what key', async () => {
    const chat = new Chat();
    chat.loadState(fixture('python-reply'));
    const lm = new ScriptedLanguageModel(() => 'Hi.');
    await chat.respond.call({ user_message: 'hi', history: [] }, { lm });
    expect(JSON.stringify([chat.dumpState(), lm.requests])).not.toMatch(/elsewhere|key-that|1\.9/);
    expect(lm.requests[0]).toMatchObject({ temperature: undefined, maxTokens: undefined });
    expect(JSON.stringify(lm.requests)).not.toContain('without an approved answer');
  });

  it('loads into nested programs, with typed demos and a chain of thought', () => {
    const nested = new Nested();
    nested.loadState(fixture('python-nested'));
    expect(nested.triage.predict.signature.instructions).toBe('Sort the message, and say why.');
    expect(nested.triage.predict.demos).toMatchObject([
      { people: [{ name: 'Ann' }], score: 0.9, urgent: true },
    ]);
    expect(nested.parts[0]!.signature.instructions).toBe('Answer.');
  });

  it('comes out again as it went in, but for the model and the versions', () => {
    const chat = new Chat();
    const saved = fixture('python-reply') as unknown as { respond: { demos: unknown[] } };
    chat.loadState(saved);
    expect(chat.dumpState()['respond']).toMatchObject({ demos: saved.respond.demos, lm: null });
  });
});

describe('a program saved here', () => {
  const chat = new Chat();
  chat.respond.setInstructions('Be brief.');
  chat.respond.setDemos([
    {
      user_message: 'And now?',
      history: [
        { role: 'assistant', content: 'Welcome!' },
        { role: 'user', content: 'Hi' },
        { role: 'user', content: 'You there?' },
        { role: 'assistant', content: 'Yes.' },
      ],
      channel: 'as SMS',
      reply: 'Now this.',
      augmented: true,
    },
  ]);

  it('has the form that DSPy loads', () => {
    expect(JSON.parse(JSON.stringify(chat.dumpState()))).toEqual(fixture('typescript-reply'));
  });

  it('gives DSPy a state for each predictor, as many fields as its signature has, and no versions it does not know', () => {
    // What `Module.load` and `Signature.load_state` of DSPy 3.3 look at, word for word.
    const state = fixture('typescript-reply') as unknown as Record<string, Record<string, unknown>>;
    const signatureState = state['respond']!['signature'] as { instructions: string; fields: object[] };
    expect(signatureState.fields.map((saved) => Object.keys(saved))).toEqual(
      Array(3).fill(['prefix', 'description']),
    );
    expect(state['metadata']).toEqual({ dependency_versions: {} });
    expect(Object.keys(state['respond']!)).toEqual(['traces', 'train', 'demos', 'signature', 'lm']);
  });

  it('loads into the same program: what is not saved is only the hint', () => {
    const other = new Chat();
    other.loadState(JSON.parse(JSON.stringify(chat.dumpState())));
    const [{ channel, ...demo }] = chat.respond.demos as [Record<string, unknown>];
    expect(channel).toBe('as SMS');
    expect(other.respond.demos).toEqual([demo]);
    expect(other.respond.signature.instructions).toBe('Be brief.');
    expect(other.dumpState()).toEqual(chat.dumpState());
  });
});

describe('a program that does not fit', () => {
  type State = Record<string, Record<string, unknown>>;
  const changed = (change: (state: State) => void): unknown => {
    const state = fixture('python-nested') as unknown as State;
    change(state);
    return state;
  };
  const fieldsOf = (state: State): unknown[] =>
    (state['triage.predict']!['signature'] as { fields: unknown[] }).fields;
  const demoOf = (state: State): Record<string, unknown> =>
    (state['triage.predict']!['demos'] as Record<string, unknown>[])[0]!;

  it.each<[string, unknown, { predictor?: string; field?: string }]>([
    ['is a list', [], {}],
    ['is nothing', null, {}],
    ['lacks a predictor', changed((state) => delete state['parts[0]']), { predictor: 'parts[0]' }],
    ['has another predictor', changed((state) => (state['SECRET'] = {})), { predictor: 'SECRET' }],
    ['has no signature', changed((state) => (state['parts[0]'] = {})), { predictor: 'parts[0]' }],
    [
      'has no instructions',
      changed((state) => (state['parts[0]']!['signature'] = { instructions: ' ', fields: [] })),
      { predictor: 'parts[0]', field: 'signature.instructions' },
    ],
    [
      'lacks a field',
      changed((state) => fieldsOf(state).splice(2, 1)),
      { predictor: 'triage.predict', field: 'topic' },
    ],
    [
      'has a field too many',
      changed((state) => fieldsOf(state).push({ prefix: 'SECRET:', description: '' })),
      { predictor: 'triage.predict' },
    ],
    [
      'has demos that are no list',
      changed((state) => (state['triage.predict']!['demos'] = {})),
      { predictor: 'triage.predict', field: 'demos' },
    ],
    [
      'has a demo of another type',
      changed((state) => (demoOf(state)['topic'] = 'SECRET')),
      { predictor: 'triage.predict', field: 'demos[0].topic' },
    ],
    [
      'has a demo of another program',
      changed((state) => (state['triage.predict']!['demos'] = [{ question: 'SECRET' }])),
      { predictor: 'triage.predict', field: 'demos[0]' },
    ],
  ])('and %s is refused with its place, and nothing of it is taken', (_, state, place) => {
    const nested = new Nested();
    const before = nested.dumpState();
    const load = (): void => nested.loadState(state);
    expect(load).toThrow(StateMismatchError);
    expect(load).toThrow(expect.objectContaining({ predictor: undefined, field: undefined, ...place }));
    if (place.predictor !== 'SECRET') expect(load).not.toThrow(/SECRET/);
    expect(nested.dumpState()).toEqual(before);
  });
});
