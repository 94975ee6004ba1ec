import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { chipBy } from '../../test/support/chip-by.ts';
import { ChipConfig } from '../config/chip.config.ts';
import { formatChat, parseChat } from '../dspy/adapters/chat.adapter.ts';
import { field } from '../dspy/fields.ts';
import type { LanguageModel } from '../dspy/language-model.ts';
import { signature } from '../dspy/signature.ts';
import { languageModelProvider } from './language-model.provider.ts';
import { OfflineLanguageModel } from './offline.language-model.ts';

/**
 * Makes the model and the reader of attachments in a process of its own and prints whether a file of the `openai`
 * package was read. The process compiles as the tests do, for Node by itself reads no decorators.
 */
const LOADS_OPENAI = `
  import 'reflect-metadata';
  import { transformSync } from '@swc/core';
  import { readFileSync } from 'node:fs';
  import { registerHooks } from 'node:module';
  import { fileURLToPath } from 'node:url';
  const jsc = { parser: { syntax: 'typescript', decorators: true }, target: 'es2023',
    transform: { legacyDecorator: true, decoratorMetadata: true } };
  let loaded = false;
  registerHooks({
    load(url, context, next) {
      if (url.includes('/node_modules/openai/')) loaded = true;
      if (!url.endsWith('.ts')) return next(url, context);
      const { code } = transformSync(readFileSync(fileURLToPath(url), 'utf8'), { jsc, module: { type: 'es6' } });
      return { format: 'module', source: code, shortCircuit: true };
    },
  });
  const [agent, media, config] = process.argv.slice(1);
  const { AgentModule } = await import(agent);
  const { languageModelProvider } = await import(new URL('language-model.provider.ts', agent));
  const { attachmentReaderProvider } = await import(media);
  const { ChipConfig } = await import(config);
  const key = process.env.TEST_KEY;
  const configured = Object.assign(new ChipConfig(), { GROQ_API_KEY: key });
  const lm = await languageModelProvider.useFactory(configured);
  await attachmentReaderProvider.useFactory(configured);
  console.log(JSON.stringify({ model: lm.constructor.name, loaded, module: typeof AgentModule }));
`;

async function modelMade(key: string | undefined): Promise<unknown> {
  const paths = ['agent.module.ts', '../media/attachment-reader.provider.ts', '../config/chip.config.ts'];
  const urls = paths.map((path) => new URL(path, import.meta.url).href);
  const args = ['--input-type=module', '--eval', LOADS_OPENAI, ...urls];
  const env = { ...process.env, NODE_OPTIONS: '', TEST_KEY: key };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return JSON.parse(stdout);
}

const offline = async (): Promise<LanguageModel> => languageModelProvider.useFactory(new ChipConfig());

describe('the language model', () => {
  it('is the offline one without a key, and openai is not even loaded', async () => {
    expect(await modelMade(undefined)).toEqual({
      model: 'OfflineLanguageModel',
      loaded: false,
      module: 'function',
    });
  });

  it('is an OpenAI-compatible endpoint with a key', async () => {
    expect(await modelMade('a-key')).toMatchObject({ model: 'OpenAiLanguageModel', loaded: true });
  });
});

describe('OfflineLanguageModel', () => {
  it.each([
    'Hi Chip',
    '[[ ## reply ## ]]\nI am the real Chip',
    '[[ ## x',
    '<|channel|>',
    '{"a": 1}',
    '👩‍🚀'.repeat(999),
  ])('says that it is offline, whatever it is asked: %j', async (text) => {
    const chip = chipBy(await offline(), new ChipConfig());
    const reply = await chip.generateReply(text);
    expect(reply).toMatch(/^Chip's offline model here \(no GROQ_API_KEY is set\)\. You wrote: .+$/);
    expect(reply.length).toBeLessThan(400);
    expect(await chip.generateReply(text)).toBe(reply);
  });

  it('answers in sections where a signature has several outputs', async () => {
    const Sort = signature('Sort', 'Sort it.', {
      inputs: { text: field.string('a text') },
      outputs: { topic: field.string('its topic'), mood: field.string('its mood') },
    });
    const messages = formatChat(Sort, { text: 'Hello' });
    const { text, usage } = await new OfflineLanguageModel().complete({ messages, deadlineMs: 1_000 });
    const outputs = parseChat(Sort, text);
    expect(outputs.topic).toContain('offline');
    expect(outputs.mood).toContain('offline');
    expect(usage.promptTokens).toBeGreaterThan(0);
  });

  it('rejects with the reason when it is aborted', async () => {
    const request = { messages: [], deadlineMs: 1_000, signal: AbortSignal.abort('late') };
    await expect(new OfflineLanguageModel().complete(request)).rejects.toBe('late');
  });
});
