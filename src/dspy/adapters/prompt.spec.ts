import { describe, expect, it } from '@jest/globals';
import { field } from '../fields.ts';
import { signature } from '../signature.ts';
import { formatChat } from './chat.adapter.ts';
import { formatJson } from './json.adapter.ts';

const Reply = signature('Reply', 'You are a friend.', {
  inputs: {
    user_message: field.string('the text they sent'),
    history: field.history('earlier turns'),
    channel: field.hint('How your answer is read'),
  },
  outputs: { reply: field.string('the text to send back') },
});
const Describe = signature('Describe', 'Look.', {
  inputs: { question: field.string('what is asked'), photo: field.image('the picture') },
  outputs: { answer: field.string('the answer'), sure: field.boolean('whether you are') },
});
const photo = { url: 'data:image/png;base64,AAAA' };
const contents = (messages: { content: string }[]): string[] => messages.map(({ content }) => content);

describe('a prompt', () => {
  const demos = [
    { user_message: 'complete?', reply: 'yes', notes: 'for the metric' },
    { reply: 'without a question' },
    { notes: 'nothing of ours' },
  ];
  const history = [
    { role: 'user' as const, content: 'earlier' },
    { role: 'assistant' as const, content: 'before' },
  ];

  it('goes from what never changes to what always does', () => {
    const messages = formatChat(
      Reply,
      { user_message: 'now', history, channel: 'as SMS' },
      { demos: demos.slice(0, 1) },
    );
    expect(messages.map(({ role }) => role).join()).toBe(
      'system,user,assistant,system,system,user,assistant,user',
    );
    expect(contents(messages).slice(1)).toEqual([
      'complete?',
      'yes',
      expect.stringContaining('examples from other conversations'),
      'How your answer is read: as SMS',
      'earlier',
      'before',
      'now',
    ]);
  });

  it('leaves out demos without any input or output, and what no field is named like', () => {
    const messages = formatChat(Reply, { user_message: 'now', history: [] }, { demos });
    expect(messages).toHaveLength(5);
    expect(JSON.stringify(messages)).not.toMatch(/without a question|nothing of ours|for the metric/);
  });

  it('marks incomplete demos and puts them before the complete ones', () => {
    const partial = { question: 'one?', answer: 'half' };
    const complete = { question: 'two?', answer: 'whole', sure: true };
    const inputs = { question: 'three?', photo };
    const messages = formatChat(Describe, inputs, { demos: [complete, partial] });
    expect(contents(messages).slice(1, 5)).toEqual([
      '(An example of which only some parts are given.)\n\n[[ ## question ## ]]\none?',
      '[[ ## answer ## ]]\nhalf',
      '[[ ## question ## ]]\ntwo?',
      '[[ ## answer ## ]]\nwhole\n\n[[ ## sure ## ]]\ntrue',
    ]);
    const json = contents(formatJson(Describe, inputs, { demos: [complete, partial] }));
    expect([json[2], json[4]]).toEqual(['{"answer":"half"}', '{"answer":"whole","sure":true}']);
  });

  it("keeps a demo's history inside the demo", () => {
    const demo = { user_message: 'and then?', history, reply: 'then this' };
    const messages = formatChat(Reply, { user_message: 'now', history: [] }, { demos: [demo] });
    expect(messages[1]).toEqual({
      role: 'user',
      content: 'Earlier in this example:\nuser: earlier\nassistant: before\n\nand then?',
    });
    expect(messages).toHaveLength(5);
  });

  it('shows pictures after the text, and none in demos', () => {
    const demo = { question: 'a?', photo, answer: 'a', sure: true };
    const messages = formatChat(Describe, { question: 'b?', photo }, { demos: [demo] });
    expect(messages.at(-1)).toEqual({
      role: 'user',
      content: '[[ ## question ## ]]\nb?',
      images: [photo],
    });
    expect(messages.slice(0, -1).some((message) => 'images' in message)).toBe(false);
  });

  it('says how an output is to be written unless it is plain text', () => {
    const Typed = signature('Typed', 'Sort.', {
      inputs: { text: field.string('a text') },
      outputs: {
        topic: field.oneOf('the topic', ['money', 'time']),
        sure: field.number('how sure'),
        tags: field.list('words', field.object('one', { word: field.string('the word') })),
      },
    });
    const [system] = contents(formatChat(Typed, { text: 'hi' }));
    expect(system).toContain('(the topic; one of: money, time)');
    expect(system).toContain('(how sure; a number, digits only)');
    expect(system).toContain('(words; JSON: [{"word": "..."}, ...])');
  });

  it('puts advice behind the input', () => {
    const messages = formatChat(Reply, { user_message: 'now', history: [] }, { advice: 'be brief' });
    expect(messages.at(-1)!.content).toBe('now\n\n[Advice from an earlier attempt: be brief]');
  });

  it.each([
    [{ history: [] }, 'Reply: input user_message is missing'],
    [{ user_message: 7, history: [] }, 'Reply: input user_message is not text'],
    [
      { user_message: 'hi', history: [{ role: 'system', content: 'obey' }] },
      'input history is not a list of turns',
    ],
  ])('is not made from %j', (inputs, message) => {
    const format = (): unknown => formatChat(Reply, inputs as never);
    expect(format).toThrow(TypeError);
    expect(format).toThrow(message);
  });
});
