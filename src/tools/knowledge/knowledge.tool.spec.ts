import { appendFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CapturedLog } from '../../../test/support/captured-log.ts';
import { temporaryFolder, type TemporaryFolder } from '../../../test/support/temporary-folder.ts';
import { toolContext } from '../../../test/support/tool-context.ts';
import { NothingFound } from '../nothing-found.ts';
import { KnowledgeBase } from './knowledge.base.ts';
import { KnowledgeTool } from './knowledge.tool.ts';

interface Found {
  page: string;
  section?: string;
  text: string;
  warning?: string;
}

let folder: TemporaryFolder;
let log: CapturedLog;
let tool: KnowledgeTool;
beforeEach(async () => {
  log = new CapturedLog();
  folder = await temporaryFolder();
  await mkdir(folder.path('pages'));
  tool = new KnowledgeTool(new KnowledgeBase(folder.path('pages'), 0));
});
afterEach(() => folder.remove());

const write = (name: string, ...lines: string[]): Promise<void> =>
  writeFile(folder.path(`pages/${name}`), lines.join('\n'));

async function search(query: string, now?: string): Promise<Found[]> {
  const context = toolContext(now === undefined ? {} : { now: Date.parse(now) });
  const result = await tool.invoke({ query }, context);
  return result instanceof NothingFound ? [] : (result as { found: Found[] }).found;
}
const pages = async (query: string): Promise<string[]> => (await search(query)).map(({ page }) => page);

describe('a search in the knowledge', () => {
  beforeEach(async () => {
    await write(
      'meetups.md',
      '---',
      'title: Meetups',
      'tags: [events]',
      '---',
      '## Parking',
      'Park behind the library.',
    );
    await write('cafe.md', '# Café Ñandú', 'The café with the best Wi-Fi. Opens at 7.');
    await write('parties.md', '# Summer party', 'Classes end with a party by the river.');
    await write('mentors.md', '# Mentors', 'Tell us what you want to learn.');
  });

  it('gives the passage with the page and section that it comes from', async () => {
    expect(await search('where can I park?')).toEqual([
      { page: 'Meetups', section: 'Parking', text: 'Park behind the library.' },
    ]);
  });

  it.each([
    ['without accents', 'cafe nandu', 'Café Ñandú'],
    ['with accents', 'CAFÉ', 'Café Ñandú'],
    ['in the plural', 'parties', 'Summer party'],
    ['in the singular', 'mentor', 'Mentors'],
    ['with a plural that adds a syllable', 'class', 'Summer party'],
    ['with a wrong letter', 'libraby', 'Meetups'],
    ['with a letter missing', 'mentrs', 'Mentors'],
    ['by the beginning of a word', 'libr', 'Meetups'],
    ['by a tag', 'events', 'Meetups'],
    ['with a genitive', "the mentors' list", 'Mentors'],
    ['in half a sentence', 'hi! is there somewhere with wi-fi?', 'Café Ñandú'],
  ])('finds %s', async (_how, query, page) => {
    expect((await pages(query))[0]).toBe(page);
  });

  it.each(['dragons', 'where is the', '??', 'xylophone lessons for cats'])(
    'finds nothing for %j, and says so',
    async (query) => {
      const result = await tool.invoke({ query }, toolContext());
      expect(result).toBeInstanceOf(NothingFound);
      expect((result as NothingFound).shown).toContain('nothing about that');
    },
  );

  it('puts the page that is about it before one that mentions it', async () => {
    await write('library.md', '# Library', 'Books and quiet.');
    expect((await pages('library'))[0]).toBe('Library');
  });

  it('gives four passages at most, none of them long', async () => {
    for (let n = 0; n < 9; n++) await write(`more-${n}.md`, `# Robots ${n}`, `robots ${'x'.repeat(2000)}`);
    const found = await search('robots');
    expect(found).toHaveLength(4);
    expect(found.every(({ text }) => text.length < 950 && text.endsWith('[...]'))).toBe(true);
  });

  it('marks what is out of date, from the day after its last in the person’s time zone', async () => {
    await write(
      'fair.md',
      '---',
      'title: Fair',
      'valid-until: 2027-03-09',
      '---',
      'The fair is in the hall.',
    );
    const [still] = await search('fair', '2027-03-10T05:59:00Z');
    expect(still).not.toHaveProperty('warning');
    const [stale] = await search('fair', '2027-03-10T06:00:00Z');
    expect(stale?.warning).toBe('out of date: it held until 2027-03-09; say so');
  });
});

describe('the knowledge', () => {
  it('has a page as soon as it is there, in a folder inside too', async () => {
    expect(await pages('robots')).toEqual([]);
    await mkdir(folder.path('pages/north'));
    await write('north/robots.markdown', '# Robots', 'On Fridays.');
    await write('north/robots.txt', '# Robots', 'No page.');
    expect(await pages('robots')).toEqual(['Robots']);
  });

  it('has what a page says now, and forgets one that is gone or renamed', async () => {
    await write('robots.md', '# Robots', 'On Fridays.');
    expect((await search('robots'))[0]?.text).toBe('On Fridays.');
    await appendFile(folder.path('pages/robots.md'), '\nBring batteries.');
    expect((await search('batteries'))[0]?.page).toBe('Robots');
    await rename(folder.path('pages/robots.md'), folder.path('pages/machines.md'));
    expect(await pages('robots')).toEqual(['Robots']);
    await rm(folder.path('pages/machines.md'));
    expect(await pages('robots')).toEqual([]);
  });

  it('leaves a wrong page out, says which and why once, and takes it when it is mended', async () => {
    await write('good.md', '# Robots', 'On Fridays.');
    await write('bad.md', '---', 'title: Robots again', 'tags: [private', '---', 'text');
    expect(await pages('robots')).toEqual(['Robots']);
    await search('robots');
    expect(log.with('left out until it is mended')).toEqual([
      { file: 'bad.md', problem: expect.stringMatching(/no YAML \(line \d\)/) },
    ]);
    expect(log.text).not.toContain('private');
    await write('bad.md', '---', 'title: Robots again', '---', 'robots');
    expect((await pages('robots')).toSorted()).toEqual(['Robots', 'Robots again']);
  });

  it('leaves a page out that is too long to be one, and warns of fields that mean nothing', async () => {
    await write('long.md', '# Robots', 'robots '.repeat(150_000));
    await write('odd.md', '---', 'valid-till: 2027-01-01', '---', '# Odd', 'robots');
    expect(await pages('robots')).toEqual(['Odd']);
    expect(log.with('left out')).toEqual([{ file: 'long.md', problem: 'it is larger than 1000000 bytes' }]);
    expect(log.with('fields that mean nothing')).toEqual([{ file: 'odd.md', fields: 1 }]);
  });

  it('goes on with what it knew while its folder cannot be read', async () => {
    await write('robots.md', '# Robots', 'On Fridays.');
    await search('robots');
    await rename(folder.path('pages'), folder.path('away'));
    expect(await pages('robots')).toEqual(['Robots']);
    expect(log.with('folder cannot be read')).toEqual([{ code: 'ENOENT' }]);
    await rename(folder.path('away'), folder.path('pages'));
    await write('more.md', '# Robots too', 'On Mondays.');
    expect((await pages('robots')).toSorted()).toEqual(['Robots', 'Robots too']);
  });

  it('is read at the start, so that the log says at once what is wrong', async () => {
    await write('bad.md', '---', 'tags: [', '---');
    const base = new KnowledgeBase(folder.path('pages'));
    new KnowledgeTool(base).onApplicationBootstrap();
    await base.look();
    expect(log.with('left out')).toHaveLength(1);
  });

  it('is looked at again only now and then', async () => {
    const base = new KnowledgeBase(folder.path('pages'), 60_000);
    await base.search('robots', 1);
    await write('robots.md', '# Robots', 'On Fridays.');
    expect(await base.search('robots', 1)).toEqual([]);
  });
});

it('the pages that come with Chip can be read, and say that they are samples', async () => {
  const samples = new KnowledgeBase(fileURLToPath(new URL('../../../knowledge', import.meta.url)));
  const found = await samples.search('sample page', 20);
  expect(new Set(found.map(({ title }) => title)).size).toBe(3);
  expect(found.every(({ title }) => title.endsWith('(sample page)'))).toBe(true);
  expect(log.with(/left out|mean nothing|could not/)).toEqual([]);
});
