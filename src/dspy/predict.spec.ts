import { describe, expect, it } from '@jest/globals';
import { field } from './fields.ts';
import { LanguageModel } from './language-model.ts';
import type { Completion, CompletionRequest } from './language-model.ts';
import { Module } from './module.ts';
import { Predict } from './predict.ts';
import type { PredictOptions } from './predict.ts';
import { signature } from './signature.ts';

class EchoModel extends LanguageModel {
  readonly requests: CompletionRequest[] = [];

  override async complete(request: CompletionRequest): Promise<Completion> {
    this.requests.push(request);
    const text = `echo ${request.messages.at(-1)!.content}`;
    const usage = { promptTokens: 3, completionTokens: 2, cachedTokens: 1 };
    return { text, finishReason: 'stop', model: 'echo', usage, attempts: 1 };
  }
}

const Echo = signature('Echo', 'Repeat it.', {
  inputs: { text: field.string('anything') },
  outputs: { echo: field.string('the same') },
});

class Inner extends Module<string, string> {
  readonly repeat = new Predict(Echo);

  override async forward(text: string, options: PredictOptions): Promise<string> {
    return (await this.repeat.call({ text }, options)).outputs.echo;
  }
}

class Outer extends Module<string, string> {
  readonly first = new Predict(Echo);
  readonly inner = new Inner();
  readonly retries = 3;

  override async forward(text: string, options: PredictOptions): Promise<string> {
    const { outputs } = await this.first.call({ text }, options);
    return this.inner.forward(outputs.echo, options);
  }
}

describe('Predict', () => {
  it('returns typed outputs with what they cost and who answered', async () => {
    const prediction = await new Predict(Echo).call({ text: 'hi' }, { lm: new EchoModel() });
    const reply: string = prediction.outputs.echo;
    expect(reply).toBe('echo hi');
    expect(prediction).toMatchObject({ model: 'echo', attempts: 1, usage: { promptTokens: 3 } });
  });

  it('hands the limits of the call to the model, and a deadline in any case', async () => {
    const lm = new EchoModel();
    const { signal } = new AbortController();
    const limits = { signal, deadlineMs: 900, temperature: 0.1, maxTokens: 50 };
    await new Predict(Echo).call({ text: 'hi' }, { lm, ...limits });
    await new Predict(Echo).call({ text: 'hi' }, { lm });
    expect(lm.requests[0]).toMatchObject(limits);
    expect(lm.requests[1]!.deadlineMs).toBeGreaterThan(0);
  });

  it('does not compile with inputs the signature does not know', async () => {
    // @ts-expect-error the input is called text
    const call = () => new Predict(Echo).call({ txt: 'hi' }, { lm: new EchoModel() });
    expect(typeof call).toBe('function');
  });
});

describe('Module', () => {
  it('joins predictors and nested modules into one program', async () => {
    await expect(new Outer().forward('hi', { lm: new EchoModel() })).resolves.toBe('echo echo hi');
  });

  it('names its predictors by path and skips other properties', () => {
    const outer = new Outer();
    expect(outer.namedPredictors()).toEqual([
      ['first', outer.first],
      ['inner.repeat', outer.inner.repeat],
    ]);
  });
});
