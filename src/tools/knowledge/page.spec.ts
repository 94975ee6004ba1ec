import { describe, expect, it } from '@jest/globals';
import { readPage } from './page.ts';

const page = (...lines: string[]) => readPage(lines.join('\n'), 'file-name');

describe('a page', () => {
  it('has a title, tags, a last day, and sections under their headings', () => {
    const text = ['---', 'title: Meetups', 'tags: [events, north]', 'valid-until: 2027-03-31', '---'];
    expect(
      page(...text, 'Welcome.', '## Parking', 'Behind the library.', '### At night', 'It is lit.'),
    ).toEqual({
      title: 'Meetups',
      tags: ['events', 'north'],
      validUntil: '2027-03-31',
      ignored: [],
      sections: [
        { heading: '', text: 'Welcome.' },
        { heading: 'Parking', text: 'Behind the library.' },
        { heading: 'Parking > At night', text: 'It is lit.' },
      ],
    });
  });

  it('without front matter is called by its first heading, and without one by its file', () => {
    const { title, sections, validUntil } = page('# Parking', 'Behind the library.', '## At night', 'Lit.');
    expect({ title, validUntil }).toEqual({ title: 'Parking', validUntil: undefined });
    expect(sections).toEqual([
      { heading: '', text: 'Behind the library.' },
      { heading: 'At night', text: 'Lit.' },
    ]);
    expect(page('Only text.').title).toBe('file-name');
    expect(page('').sections).toEqual([]);
  });

  it('may come from another system: byte order mark, carriage returns, blanks after the dashes', () => {
    const text = '\uFEFF--- \r\ntitle: Meetups\r\n---\t\r\n## Parking\r\nBehind.\r\n';
    expect(readPage(text, 'x')).toMatchObject({
      title: 'Meetups',
      sections: [{ heading: 'Parking', text: 'Behind.' }],
    });
  });

  it.each([
    ['backticks', '```'],
    ['tildes', '~~~'],
    ['many backticks', '````'],
  ])('takes nothing for a heading inside a fence of %s', (_what, fence) => {
    const text = page(
      '# Page',
      '## Setup',
      `${fence}sh`,
      '# a comment',
      '~~',
      '``',
      '## another',
      fence,
      '## After',
      'Done.',
    );
    expect(text.sections.map(({ heading }) => heading)).toEqual(['Setup', 'After']);
    expect(text.sections[0]?.text).toContain('# a comment');
  });

  it('is in a fence until that fence ends, whatever other fences stand in it', () => {
    const text = page(
      '# Page',
      '## Setup',
      '````',
      '```',
      '# no',
      '```',
      '~~~',
      '# neither',
      '````',
      '## After',
      'Done.',
    );
    expect(text.sections.map(({ heading }) => heading)).toEqual(['Setup', 'After']);
  });

  it('takes headings as Markdown does', () => {
    const text = page(
      '#hashtag',
      '## Real ##',
      'a',
      '    # indented code',
      '####### seven',
      '  ### Inner',
      'b',
    );
    expect(text.sections.map(({ heading }) => heading)).toEqual(['', '', 'Inner']);
    expect(text.title).toBe('Real');
  });

  it('has long sections cut between paragraphs', () => {
    const paragraph = (word: string): string => `${word} `.repeat(100).trim();
    const { sections } = page(
      '## Rules',
      paragraph('first'),
      '',
      paragraph('second'),
      '',
      paragraph('third'),
      '',
      'x',
    );
    expect(sections.map(({ text }) => text.slice(0, 6))).toEqual(['first ', 'second', 'third ']);
    expect(sections.every(({ heading }) => heading === '' || heading === 'Rules')).toBe(true);
  });

  it('has only front matter that begins on its first line', () => {
    expect(page('Text', '---', 'title: no', '---').title).toBe('file-name');
    expect(page('---', '', 'A line across the page, no front matter.').sections).toHaveLength(1);
  });

  it('takes tags as a list or a line, and other spellings of a field', () => {
    expect(page('---', 'tags: events, north ,', '---').tags).toEqual(['events', 'north']);
    expect(page('---', 'tags:', '  - events', '  - 2027', '---').tags).toEqual(['events', '2027']);
    expect(page('---', 'Valid_Until: 2027-03-31', '---').validUntil).toBe('2027-03-31');
    expect(page('---', 'author: somebody', 'title: x', '---').ignored).toEqual(['author']);
    expect(page('---', '---', 'Text').sections).toHaveLength(1);
  });
});

describe('front matter that is wrong', () => {
  it.each([
    ['no YAML', ['title: Meetups', 'tags: [events', 'x: y'], /no YAML \(line [34]\)$/],
    ['a quote that does not end', ['title: Meetups', 'tags: "events', 'x: y'], /no YAML \(line \d\)$/],
    ['the same field twice', ['title: a', 'title: b'], /no YAML \(line 3\)$/],
    ['no fields', ['just a sentence'], /must be lines such as "title: Meetups"/],
    ['a list', ['- a', '- b'], /must be lines such as/],
    ['a title that is none', ['title: [a]'], /^title must be a text$/],
    ['tags that are none', ['tags: {a: b}'], /^tags must be a list such as/],
    ['a tag that is none', ['tags: [{a: b}]'], /^tags must be a list/],
    ['a day that does not exist', ['valid-until: 2027-02-30'], /^valid-until must be a day such as/],
    ['a day written otherwise', ['valid-until: 31.3.2027'], /^valid-until must be a day/],
  ])('as %s is refused, saying what to mend', (_what, lines, problem) => {
    expect(() => page('---', ...lines, '---', 'Text')).toThrow(problem);
  });

  it('is refused when it has no end', () => {
    expect(() => page('---', 'title: Meetups', '', 'Text')).toThrow('a line of --- is missing');
  });

  it('names the line of the file', () => {
    expect(() => page('---', 'title: a', 'tags: [b]', '\tx: y', '---')).toThrow(/\(line 4\)/);
  });

  it('quotes nothing of the page', () => {
    expect(() => page('---', 'tags: [private words', '---')).not.toThrow(/private/);
  });
});
