import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { LoggerService } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { ModelStep } from '../../emulator/faults.ts';
import { StoreModule } from '../../test/support/store.module.ts';
import { startEmulator, until, type RunningEmulator } from '../../emulator/harness.ts';
import type { ModelEntry } from '../../emulator/journal.ts';
import { ChipConfig } from '../config/chip.config.ts';
import { ConfigModule } from '../config/config.module.ts';
import { readConfig } from '../config/read-config.ts';
import { AttachmentReader, type ReadAttachment } from '../conversation/attachment.reader.ts';
import { Responder, type TurnReply } from '../conversation/responder.ts';
import type { ClaimedTurn, HistoryLine, TurnMessage } from '../conversation/turn.ts';
import { MediaModule } from '../media/media.module.ts';
import { ToolsModule } from '../tools/tools.module.ts';
import { AgentModule } from './agent.module.ts';
import { ConfirmingResponder } from './confirming.responder.ts';
import { ChipReply } from './chip-reply.signature.ts';
import { ChipResponder } from './chip.responder.ts';

const KEY = 'key-that-must-not-leak';
const SAID = 'said-that-must-not-leak';
const BIG = 'openai/gpt-oss-120b';
const SMALL = 'openai/gpt-oss-20b';

const text = (words: string, author: string | null = '+12025550142'): TurnMessage => ({
  id: words,
  externalId: null,
  author,
  text: words,
  attachments: [],
  form: 'text',
  spoken: false,
  createdAt: 0,
});

const turnOf = (...messages: TurnMessage[]): ClaimedTurn => ({
  conversationId: 'c-1',
  channel: 'loop',
  kind: 'person',
  target: null,
  claimId: 'claim-1',
  fence: 1,
  messages,
  summary: null,
  history: [],
  failures: 0,
  dueAt: null,
  ageMs: 900,
});

const LINE = { id: 'm', heard: null, createdAt: 0, settled: true };
const lineIn = (body: string, author: string | null = '+12025550142'): HistoryLine => ({
  ...LINE,
  direction: 'in',
  author,
  body,
});
const lineOut = (body: string): HistoryLine => ({ ...LINE, direction: 'out', author: null, body });

/** Answers by the URL; one that it does not know is read for ever. */
class StubReader extends AttachmentReader {
  readonly asked: string[] = [];
  readonly answers = new Map<string, ReadAttachment>();

  override read(url: string, signal: AbortSignal): Promise<ReadAttachment> {
    this.asked.push(url);
    const answer = this.answers.get(url);
    if (answer) return Promise.resolve(answer);
    return new Promise((_, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
    );
  }
}

describe('ChipResponder, with a model on this machine', () => {
  const reader = new StubReader();
  let emulator: RunningEmulator;
  let chip: ChipResponder;
  const logged: string[] = [];
  const keep = (...line: unknown[]): void => void logged.push(JSON.stringify(line));
  const logger: LoggerService = { log: keep, warn: keep, error: keep };

  beforeAll(async () => {
    emulator = await startEmulator();
    chip = await chipWith({});
  });
  afterAll(() => emulator.stop());
  beforeEach(async () => {
    logged.length = 0;
    reader.asked.length = 0;
    reader.answers.clear();
    await emulator.call('DELETE', '/_emulator/journal');
    await script();
  });

  async function chipWith(env: Record<string, string>, overrides: object = {}): Promise<ChipResponder> {
    const key = { GROQ_API_KEY: KEY, OPENAI_API_BASE: `${emulator.url}/openai/v1` };
    const module = await Test.createTestingModule({
      imports: [ConfigModule, MediaModule, ToolsModule.forRoot(), StoreModule, AgentModule],
    })
      .overrideProvider(AttachmentReader)
      .useValue(reader)
      .overrideProvider(ChipConfig)
      .useValue(Object.assign(readConfig({ ...key, ...env }), overrides))
      .setLogger(logger)
      .compile();
    expect(module.get(Responder)).toBeInstanceOf(ConfirmingResponder);
    return module.get(ChipResponder);
  }

  function script(...steps: ModelStep[]): Promise<unknown> {
    return emulator.call('PUT', '/_emulator/faults', { model: { script: steps } });
  }

  async function calls(): Promise<(ModelEntry & { messages: { role: string; content: string }[] })[]> {
    const { body } = await emulator.call('GET', '/_emulator/journal');
    return body['model'] as Awaited<ReturnType<typeof calls>>;
  }

  function answer(turn: ClaimedTurn, deadlineMs = 10_000, signal?: AbortSignal): Promise<TurnReply> {
    return chip.respond(turn, { deadlineMs, signal });
  }

  async function failure(promise: Promise<unknown>): Promise<Error> {
    const error = await promise.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(Error);
    return error as Error;
  }

  it('answers all open texts at once and reports what that cost', async () => {
    const reply = await answer(turnOf(text('Hi!'), text('Is there a meetup?')));
    expect(reply).toEqual({
      replies: ['Heard: Hi!\nIs there a meetup?'],
      calls: [],
      staged: [],
      readings: [],
      model: BIG,
      promptTokens: expect.any(Number),
      completionTokens: expect.any(Number),
    });
    expect(reply.promptTokens).toBeGreaterThan(reply.completionTokens);
  });

  it('sends the persona first, then the history in order, then the new texts', async () => {
    const history = [lineIn('I am new here'), lineIn('and I write Python'), lineOut('Welcome!'), lineIn('')];
    await answer({ ...turnOf(text('What next?')), history });
    const [{ messages, params }] = (await calls()) as [Awaited<ReturnType<typeof calls>>[0]];
    expect(messages[0]).toMatchObject({ role: 'system' });
    expect(messages[0]!.content.startsWith(ChipReply.instructions)).toBe(true);
    expect(messages.slice(1)).toEqual([
      { role: 'system', content: expect.stringContaining('at most 3 bubbles') },
      { role: 'user', content: 'I am new here\nand I write Python' },
      { role: 'assistant', content: 'Welcome!' },
      { role: 'user', content: '[picture, voice message or other file attached earlier]' },
      { role: 'user', content: 'What next?' },
    ]);
    expect(params).toEqual({ temperature: 0.7, max_completion_tokens: 1024, reasoning_effort: 'low' });
  });

  it('explains the labels of a group there, and begins every prompt with the same message', async () => {
    await answer(turnOf(text('hi')));
    await answer({ ...turnOf(text('hi')), kind: 'group' });
    const [person, group] = (await calls()).map(({ messages }) => messages);
    expect(group![0]).toEqual(person![0]);
    expect(group![1]).toEqual({ role: 'system', content: expect.stringContaining('"Member 48213:"') });
    expect(JSON.stringify(person)).not.toContain('Member');
  });

  it('takes model, temperature and answer budget from the configuration', async () => {
    const env = { GROQ_MODEL: SMALL, GROQ_TEMPERATURE: '0.2', OUTPUT_TOKEN_LIMIT: '300' };
    const { model } = await (await chipWith(env)).respond(turnOf(text('hi')), { deadlineMs: 10_000 });
    expect(model).toBe(SMALL);
    expect(await calls()).toMatchObject([
      { model: SMALL, params: { temperature: 0.2, max_completion_tokens: 300 } },
    ]);
  });

  it('lets no phone number or e-mail address into the request', async () => {
    const authors = ['+12025550142', 'ada@example.org', null];
    const history = authors.map((author) => lineIn(`write to me: ${author ?? '(202) 555-0177'}`, author));
    history.push(lineOut('Yours is 202-555-0142.'));
    const messages = authors.map((author) => text('me too', author));
    await answer({ ...turnOf(...messages), kind: 'group', history });
    const sent = JSON.stringify((await calls()).map((call) => call.messages));
    expect(sent).toContain('me too');
    expect(sent).not.toMatch(/555|example\.org/);
  });

  it('calls no model when a turn holds neither words nor files', async () => {
    const reply = await answer(turnOf(text(' \n')));
    expect(reply).toMatchObject({ replies: [], promptTokens: 0, completionTokens: 0 });
    expect(await calls()).toEqual([]);
  });

  it('gives a non-empty reply to a text of nobody in particular', async () => {
    await expect(chip.generateReply('Where do I start?')).resolves.toBe('Heard: Where do I start?');
    await expect(chip.generateReply(' ')).rejects.toThrow(TypeError);
  });

  it('refuses to start with too few tokens for its instructions', async () => {
    await expect(chipWith({}, { INPUT_TOKEN_LIMIT: 500 })).rejects.toThrow(
      'INPUT_TOKEN_LIMIT must be at least',
    );
  });

  describe('when files came with a text', () => {
    const sent = (form: TurnMessage['form'], ...attachments: string[]): TurnMessage => ({
      ...text(''),
      form,
      attachments,
    });

    it('answers what was said and shown in them', async () => {
      reader.answers.set('a', { kind: 'speech', text: 'Where is it?' });
      reader.answers.set('b', { kind: 'picture', description: 'A door.' });
      const { replies } = await answer(turnOf(sent('voice', 'a'), sent('file', 'b')));
      expect(replies).toEqual(['Heard: [voice message] Where is it?\n[Picture: A door.]']);
    });

    it('has the three newest read, each once, and no voice message that has words already', async () => {
      for (const url of 'abcdefg') reader.answers.set(url, { kind: 'unreadable', reason: 'busy' });
      await answer(
        turnOf(
          sent('file', 'a', 'b'),
          sent('file', 'c'),
          { ...text('Heard by Loop'), form: 'voice', spoken: true, attachments: ['d'] },
          sent('location', 'e'),
          sent('contact', 'f'),
          sent('sticker', 'g', 'b'),
        ),
      );
      expect(reader.asked.toSorted()).toEqual(['b', 'c', 'g']);
    });

    it('waits for them for half of its deadline and answers within the other', async () => {
      reader.answers.set('a', { kind: 'picture', description: 'A door.' });
      const startedAt = performance.now();
      const { replies } = await answer(turnOf(sent('voice', 'slow'), sent('file', 'a')), 3_001);
      const ms = performance.now() - startedAt;
      expect(replies).toEqual([
        'Heard: [voice message attached, which you could not hear]\n[Picture: A door.]',
      ]);
      expect(ms).toBeGreaterThan(1_450);
      expect(ms).toBeLessThan(2_900);
    });

    it('leaves them with the reason when it is aborted', async () => {
      const hangUp = new AbortController();
      const reply = answer(turnOf(sent('voice', 'slow')), 30_000, hangUp.signal);
      await until(() => reader.asked.length === 1);
      const reason = new Error('a newer text came');
      hangUp.abort(reason);
      expect(await failure(reply)).toBe(reason);
      expect(await calls()).toEqual([]);
    });
  });

  describe('when an answer cannot be sent', () => {
    it.each<[string, ModelStep]>([
      ['JSON', { content: `{"reply": "${SAID}"}` }],
      ['JSON in a code fence', { content: `\`\`\`json\n{"reply": "${SAID}"}\n\`\`\`` }],
      ['only a field marker', { content: '[[ ## reply ## ]]' }],
      ['a broken field marker', { content: `[[ ## reply: ${SAID}` }],
      ['a chat format token', { content: `<|channel|>analysis<|message|>${SAID}` }],
      ['nothing but invisible characters', { content: '\u200b\u2060' }],
      ['9,001 characters', { content: SAID.repeat(400) }],
    ])('asks once more at another temperature for %s, then gives up', async (_, step) => {
      await script(step, { content: 'Better.' });
      const reply = await answer(turnOf(text(SAID)));
      const [first, second, ...more] = await calls();
      expect(reply.replies).toEqual(['Better.']);
      expect(more).toEqual([]);
      expect(second!.params['temperature']).not.toBe(first!.params['temperature']);

      await script(step, step, { content: 'Too late.' });
      const error = await failure(answer(turnOf(text(SAID))));
      expect(['ReplyRefusedError', 'AdapterParseError']).toContain(error.name);
      expect(`${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain(SAID);
    });

    it('counts the tokens of the refused answer too', async () => {
      await script({ content: '{}' }, { content: 'Better.' });
      const { promptTokens } = await answer(turnOf(text('hi')));
      // The emulator counts four characters a token.
      const sent = (await calls()).map(({ messages }) => Math.ceil(JSON.stringify(messages).length / 4));
      expect(promptTokens).toBe(sent[0]! + sent[1]!);
    });

    it.each<[string, ModelStep]>([
      ['empty', { empty: true }],
      ['white space', { content: ' \n ' }],
      ['only a tool call', { tool_calls: [{ name: 'send', arguments: { to: SAID } }] }],
      ['cut off', { content: SAID, finish_reason: 'length' }],
    ])('ends at another temperature when every answer is %s', async (_, step) => {
      chip = await chipWith({ GROQ_FALLBACK_MODELS: ',' });
      await script(step, step, { content: 'Better.' });
      expect(await answer(turnOf(text(SAID)))).toMatchObject({ replies: ['Better.'] });
      expect((await calls()).map(({ params }) => params['temperature'])).toEqual([0.7, 0.35, 0.35]);

      await script(...Array<ModelStep>(4).fill(step));
      const error = await failure(answer(turnOf(text(SAID))));
      expect(error).toMatchObject({ name: 'LanguageModelError', kind: 'bad-output' });
      expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain(SAID);
      chip = await chipWith({});
    });
  });

  describe('when the model fails', () => {
    it.each([429, 503])('lets the fallback model answer when %s persists', async (status) => {
      await script({ status }, { status });
      expect(await answer(turnOf(text('hi')))).toMatchObject({ replies: ['Heard: hi'], model: SMALL });
      expect((await calls()).map(({ model }) => model)).toEqual([BIG, BIG, SMALL]);
    });

    it('ends within its deadline when every model hangs', async () => {
      await script(...Array<ModelStep>(4).fill({ hangMs: 60_000 }));
      const startedAt = performance.now();
      const error = await failure(answer(turnOf(text('hi')), 1_500));
      expect(error).toMatchObject({ name: 'LanguageModelError', kind: 'timeout' });
      expect(performance.now() - startedAt).toBeLessThan(2_500);
    });

    it('rejects with the reason, at once, when it is aborted', async () => {
      await script({ hangMs: 60_000 });
      const hangUp = new AbortController();
      const reply = answer(turnOf(text('hi')), 30_000, hangUp.signal);
      await until(async () => (await calls()).length === 1);
      const abortedAt = performance.now();
      const reason = new Error('a newer text came');
      hangUp.abort(reason);
      expect(await failure(reply)).toBe(reason);
      expect(performance.now() - abortedAt).toBeLessThan(500);
      await until(async () => (await calls())[0]!.outcome === 'cancelled');
    });

    it('logs one line for each call, without a word of it and without the key', async () => {
      await script({ status: 503, error: SAID }, { content: SAID });
      await answer(turnOf(text(SAID)));
      const lines = logged.filter((line) => line.includes('model call'));
      expect(lines.map((line) => (JSON.parse(line) as unknown[])[0])).toMatchObject([
        { model: BIG, outcome: 'unavailable', status: 503, ms: expect.any(Number) },
        { model: BIG, outcome: 'ok', promptTokens: expect.any(Number), completionTokens: expect.any(Number) },
      ]);
      expect(logged.join()).not.toContain(SAID);
      expect(logged.join()).not.toContain(KEY);
    });
  });
});
