import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isJson, type Json } from '../http.ts';
import { TestBed } from '../test-bed.ts';

const SEED = 7;

let bed: TestBed;
beforeAll(async () => {
  bed = await TestBed.start();
});
beforeEach(() => learn(SEED));
afterEach(() => bed.reset());
afterAll(() => bed.stop());

const learn = (modelSeed: number | null) => bed.control('PUT', 'config', { modelSeed });
const said = (role: string, content: string): Json => ({ role, content });
const section = (name: string, text = ''): string => `[[ ## ${name} ## ]]\n${text}`;

async function ask(messages: Json[], more: Json = {}): Promise<string> {
  const { status, body } = await bed.ask({ messages, ...more });
  if (status !== 200) throw new Error(`status ${status}`);
  const [choice] = body.choices as { message: { content: string } }[];
  return choice!.message.content;
}

const chat = (instructions: string, text: string, before: Json[] = []): Promise<string> =>
  ask([said('system', instructions), ...before, said('user', text)]);

/** As JSON by a schema. */
async function judge(
  reply: string,
  text = 'Where do I start?',
): Promise<{ score: number; feedback: string }> {
  const properties = {
    feedback: { type: 'string' },
    score: { type: 'number', description: 'from 0 to 10' },
  };
  const response_format = { type: 'json_schema', json_schema: { name: 'Judge', schema: { properties } } };
  const user = `${section('user_message', text)}\n\n${section('reply', reply)}\n\n${section('rubric', 'all')}`;
  const answer = await ask([said('system', 'Judge it.'), said('user', user)], { response_format });
  return JSON.parse(answer) as { score: number; feedback: string };
}

const directivesIn = (feedback: string): string[] =>
  [...feedback.matchAll(/The reply should ([^.]+)\./g)].map(([, directive]) => directive!);

/** All that the readers of this seed want: the judge tells it bit by bit. */
async function allDirectives(): Promise<string[]> {
  const remarks = Array.from({ length: 40 }, (_, index) => judge('Well!', `Question ${index}`));
  const told = (await Promise.all(remarks)).map(({ feedback }) => directivesIn(feedback));
  expect(Math.max(...told.map(({ length }) => length))).toBe(2);
  expect(Math.min(...told.map(({ length }) => length))).toBe(1);
  return [...new Set(told.flat())];
}

/** Under markers. */
async function revise(instructions: string, observations: string): Promise<string> {
  const system = `Write better ones.\nAnswer with these sections:\n${section('new_instructions', '(text)')}`;
  const user = `${section('instructions', instructions)}\n\n${section('observations', observations)}`;
  const answer = await ask([said('system', system), said('user', user)]);
  const marker = section('new_instructions');
  expect(answer.startsWith(marker)).toBe(true);
  return answer.slice(marker.length);
}

describe('the model that learns', () => {
  it('replies with what its instructions ask for in the words of the judge, and is judged by that', async () => {
    const wanted = await allDirectives();
    expect([4, 5]).toContain(wanted.length);
    expect(await judge(await chat('Be kind.', 'Where do I start?'))).toMatchObject({ score: 0 });
    for (const count of wanted.keys()) {
      const instructions = `Be kind.\n${wanted.slice(0, count + 1).join('\n')}`;
      const { score, feedback } = await judge(await chat(instructions, 'Where do I start?'));
      expect(score).toBeCloseTo((10 * (count + 1)) / wanted.length, 2);
      expect(directivesIn(feedback).length === 0).toBe(score === 10);
    }
  });

  it('wants other things by another seed', async () => {
    const wanted = (await allDirectives()).toSorted();
    await learn(SEED + 1);
    expect((await allDirectives()).toSorted()).not.toEqual(wanted);
  });

  it('gives the same answer to the same request', async () => {
    const twice = async <T>(work: () => Promise<T>) => expect(await work()).toEqual(await work());
    await twice(() => chat('Mention a meetup.', 'hi'));
    await twice(() => judge('Well.'));
    await twice(() => revise('Be kind.', 'The reply should mention a meetup.'));
  });

  it('picks up about half of what examples show, and only from examples', async () => {
    const shown = [said('user', 'hi'), said('assistant', 'Folks, ask at the library.')];
    const border = said('system', 'The exchanges above are examples.');
    const texts = Array.from({ length: 60 }, (_, index) => `Question ${index}`);
    const count = async (instructions: string, before: Json[]): Promise<number> => {
      const replies = await Promise.all(texts.map((text) => chat(instructions, text, before)));
      return replies.filter((reply) => /library/.test(reply)).length;
    };
    expect(await count('Be kind.', [])).toBe(0);
    // As a conversation, not as examples.
    expect(await count('Be kind.', shown)).toBe(0);
    const byExample = await count('Be kind.', [...shown, border]);
    expect(byExample).toBeGreaterThan(15);
    expect(byExample).toBeLessThan(45);
    expect(await count('Point to the public library.', [])).toBe(60);
  });

  it('writes plain text, as short as a text message, whatever it is asked for', async () => {
    const all = new Set<string>();
    for (let seed = 1; seed <= 12; seed++) {
      await learn(seed);
      for (const directive of await allDirectives()) all.add(directive);
    }
    const reply = await chat([...all].join('\n'), 'Where do I start?');
    expect(reply.length).toBeGreaterThan(200);
    expect(reply.length).toBeLessThan(480);
    expect(reply).toMatch(/^[A-Z][\w ,.:"'!]+$/);
  });

  it('adds what feedback asks for to the instructions, the most frequent first and three at a time', async () => {
    const remark = (directive: string) => `Remarks: The reply should ${directive}.`;
    const remarks = ['sing', 'dance', 'sing', 'hum', 'hum', 'hum', 'whistle'].map((what) =>
      remark(`${what} to them`),
    );
    const proposals = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        revise('Be kind.\nBe short.', `${remarks.join('\n')}\n${index}`),
      ),
    );
    const good = 'Be kind.\nBe short.\n- Hum to them.\n- Sing to them.\n- Dance to them.';
    const perfect = proposals.filter((proposal) => proposal === good).length;
    // It blurs or loses something now and then: whoever takes every proposal gets worse ones too.
    expect(perfect).toBeGreaterThan(10);
    expect(perfect).toBeLessThan(50);
    const lost = proposals.filter((proposal) => !proposal.startsWith('Be kind.\nBe short.')).length;
    expect(lost).toBeGreaterThan(3);
    expect(lost).toBeLessThan(30);
    expect(proposals.some((proposal) => proposal.includes('- Take care how you hum.'))).toBe(true);
  });

  it('does not add what the instructions say already', async () => {
    const proposal = await revise('Be kind. Hum to them.', 'The reply should hum to them.');
    expect(proposal.match(/hum/gi)?.length ?? 0).toBeLessThanOrEqual(1);
  });
});

describe('the forms it understands', () => {
  const judged = section('reply', 'Well.');

  it('answers a judge under markers', async () => {
    const system = `Judge.\nAnswer with these sections:\n${section('feedback', '(text)')}\n${section('score', '(0 to 10)')}`;
    const answer = await ask([said('system', system), said('user', judged)]);
    expect(answer).toMatch(
      /^\[\[ ## feedback ## \]\]\nThe reply should [^]+\n\n\[\[ ## score ## \]\]\n\d+(\.\d+)?$/,
    );
  });

  it('answers a judge with the JSON object that a prompt draws', async () => {
    const system =
      'Answer with one JSON object of this form:\n{"feedback": "...", "score": 0}\n- score: 0 to 1';
    const answer = await ask([said('system', system), said('user', judged)], {
      response_format: { type: 'json_object' },
    });
    const { score, feedback } = JSON.parse(answer) as Json;
    expect(feedback).toContain('The reply should');
    expect(score).toBeLessThanOrEqual(1);
  });

  it.each([
    ['0 to 1', { type: 'number', description: 'between 0.0 to 1' }, 1],
    ['0 to 100', { type: 'number', description: '0 to 100' }, 100],
    ['words', { type: 'string', enum: ['bad', 'fair', 'good'] }, 'good'],
  ])('scores on the scale of the request: %s', async (_, score, best) => {
    const wanted = await allDirectives();
    const reply = await chat(wanted.join('\n'), 'Where do I start?');
    const schema = { properties: { score, feedback: { type: 'string' } } };
    const response_format = { type: 'json_schema', json_schema: { name: 'J', schema } };
    const answer = await ask([said('user', section('reply', reply))], { response_format });
    expect(JSON.parse(answer)).toMatchObject({ score: best });
  });

  it('answers a reviser by a schema', async () => {
    const schema = {
      properties: { reasoning: { type: 'string' }, improved_instructions: { type: 'string' } },
    };
    const user = `${section('current_instructions', 'Be kind.')}\n${section('feedback', 'Good.')}`;
    const answer = await ask([said('system', 'Revise.'), said('user', user)], {
      response_format: { type: 'json_schema', json_schema: { name: 'R', schema } },
    });
    expect(JSON.parse(answer)).toEqual({
      reasoning: expect.any(String),
      improved_instructions: expect.stringMatching(/^(?:Be kind\.)?$/),
    });
  });

  it('fills whatever else a schema or markers want', async () => {
    const properties = {
      reply: { type: 'string' },
      sure: { type: 'boolean' },
      count: { type: 'integer' },
      tags: { type: 'array' },
      kind: { enum: ['a', 'b'] },
      more: { type: 'object' },
    };
    const answer = await ask([said('user', 'hi')], {
      response_format: { type: 'json_schema', json_schema: { name: 'T', schema: { properties } } },
    });
    const filled = { sure: false, count: 0, tags: [], kind: 'a', more: {} };
    expect(JSON.parse(answer)).toEqual({ reply: expect.stringMatching(/\w/), ...filled });
    const marked = await ask([
      said('system', `Reply.\n${section('reasoning', '(why)')}\n${section('reply', '(text)')}`),
      said('user', section('message', 'hi')),
    ]);
    expect(marked).toMatch(/^\[\[ ## reasoning ## \]\]\n.+\n\n\[\[ ## reply ## \]\]\n.+$/);
  });

  it('understands a request again after an answer that could not be read', async () => {
    const form = `Judge.\n${section('feedback', '(text)')}\n${section('score', '(0 to 10)')}`;
    const start = [said('system', form), said('user', judged)];
    const first = await ask(start);
    const again = [said('assistant', 'hm'), said('user', 'That answer cannot be used. Write it again.')];
    expect(await ask([...start, ...again])).toBe(first);
  });

  it('reads a text that is given in parts', async () => {
    const content = [{ type: 'text', text: 'Point to the public library.' }];
    expect(await ask([{ role: 'system', content }, said('user', 'hi')])).toContain('library');
  });
});

describe('switching it on and off', () => {
  it('echoes without a seed, and again once it is taken away', async () => {
    await learn(null);
    expect(await chat('Mention a meetup.', 'hi')).toBe('Heard: hi');
    expect((await bed.control('GET', 'config')).body).toMatchObject({ modelSeed: null });
    await learn(3);
    expect(await chat('Mention a meetup.', 'hi')).toContain('meetup');
  });

  it.each([-1, 1.5, '7', true])('refuses a seed of %j', async (modelSeed) => {
    const { status, body } = await bed.control('PUT', 'config', { modelSeed });
    expect([status, isJson(body) && body.error]).toEqual([400, 'bad value for modelSeed']);
  });

  it('gives way to a script and to a fixed or echoing model', async () => {
    await bed.control('PUT', 'faults', { model: { script: [{ content: 'Yes.' }] } });
    expect(await chat('', 'hi')).toBe('Yes.');
    await bed.control('PUT', 'faults', { model: { default: 'fixed', fixed: 'No.' } });
    expect(await chat('', 'hi')).toBe('No.');
    await bed.control('PUT', 'faults', { model: { default: 'echo' } });
    expect(await chat('', 'hi')).toBe('Heard: hi');
  });

  it('can be switched on at the start', async () => {
    const other = await TestBed.start('--model-seed', String(SEED));
    try {
      const call = { messages: [said('user', 'hi')] };
      const [here, there] = await Promise.all([bed.ask(call), other.ask(call)]);
      const contentOf = ({ body }: { body: Json }) =>
        (body.choices as { message: Json }[])[0]!.message.content;
      expect(contentOf(there)).toBe(contentOf(here));
    } finally {
      await other.stop();
    }
  });
});
