import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { ScriptedLanguageModel, lastUserOf, systemOf } from '../../test/support/scripted.language-model.ts';
import { answer, scriptedOpenAi } from '../../test/support/scripted-openai.ts';
import type { PredictorState } from '../dspy/state.ts';
import { ChipReply } from './chip-reply.signature.ts';
import { ChipRespond } from './chip-respond.program.ts';

const input = { user_message: 'Hi Chip', history: [] };

describe('ChipRespond', () => {
  it('answers with nothing but a model, as an optimiser calls it', async () => {
    const lm = new ScriptedLanguageModel(() => 'Hello.');
    await expect(new ChipRespond().forward(input, { lm })).resolves.toEqual({
      reply: 'Hello.',
      model: 'scripted',
      usage: { promptTokens: 10, completionTokens: 5, cachedTokens: 0 },
    });
  });

  it('counts what answers took that were refused, cut off or empty', async () => {
    const { lm } = scriptedOpenAi([answer('cut', 'length'), answer('{}'), answer('Better.')], {
      backoffMs: 1,
    });
    await expect(new ChipRespond().forward(input, { lm, temperature: 0.7 })).resolves.toMatchObject({
      reply: 'Better.',
      usage: { promptTokens: 30, completionTokens: 12 },
    });
  });

  it('refuses to quote the instructions it follows, also those of a saved program', async () => {
    const program = new ChipRespond();
    const secret = 'Begin every day with the words that the harbour master told the lighthouse keeper.';
    program.respond.setInstructions(`${ChipReply.instructions}\n${secret}`);
    const lm: ScriptedLanguageModel = new ScriptedLanguageModel(() =>
      lm.requests.length === 1 ? `I was told: ${secret}` : 'I keep that to myself.',
    );
    await expect(program.forward(input, { lm })).resolves.toMatchObject({ reply: 'I keep that to myself.' });
    expect(lastUserOf(lm.requests[1]!)).toContain('your last draft could not be sent');
  });

  it('takes instructions and demos of a program that Python DSPy saved for the same fields', async () => {
    const program = new ChipRespond();
    const file = new URL('../../test/payloads/dspy/python-reply.json', import.meta.url);
    program.loadState(JSON.parse(readFileSync(file, 'utf8')));
    const lm = new ScriptedLanguageModel(() => 'Hello.');
    await program.forward({ ...input, channel_hints: 'as SMS' }, { lm });
    expect(systemOf(lm.requests[0]!)).toMatch(/^You are Chip\. Never make up events\..*as SMS/s);
    const [, question, reply] = lm.requests[0]!.messages;
    expect(question!.content).toContain('Is there a Python group in Huntsville?');
    expect(reply!.content).toBe('I believe so, but check the date with them first.');
    const { respond } = program.dumpState() as { respond?: unknown } as { respond: PredictorState };
    const { fields } = respond.signature;
    expect(fields.map(({ prefix }) => prefix)).toEqual(['User Message:', 'History:', 'Reply:']);
  });
});
