import { Logger } from '@nestjs/common';
import { PageError } from './front-matter.ts';
import { KnowledgeIndex, type Passage } from './knowledge.index.ts';
import { markdownFiles, readMarkdown, stampOf } from './markdown.files.ts';
import { readPage, type Page } from './page.ts';

/** So often at most is looked whether a file has changed. */
const LOOK_EVERY_MS = 2000;

interface Known {
  stamp: string;
  page: Page | undefined;
}

/**
 * The Markdown files under a folder, searchable. Looks for changes as it is asked, so that a page that somebody mends is
 * used in the next answer; polling, since file watchers miss changes on mounted volumes.
 */
export class KnowledgeBase {
  private readonly logger = new Logger(KnowledgeBase.name);
  private readonly folder: string;
  private readonly lookEveryMs: number;
  private readonly files = new Map<string, Known>();
  private index = new KnowledgeIndex([]);
  private lookedAt = -Infinity;
  private looking: Promise<void> | undefined;

  constructor(folder: string, lookEveryMs = LOOK_EVERY_MS) {
    this.folder = folder;
    this.lookEveryMs = lookEveryMs;
  }

  /** The best passages for a question. A page that cannot be read is left out, and the log says why. */
  async search(query: string, limit: number): Promise<Passage[]> {
    if (performance.now() - this.lookedAt >= this.lookEveryMs) await this.look();
    return this.index.search(query, limit);
  }

  /** Reads what has changed. Concurrent callers share one look. */
  look(): Promise<void> {
    this.looking ??= this.readChanges().finally(() => {
      this.lookedAt = performance.now();
      this.looking = undefined;
    });
    return this.looking;
  }

  private async readChanges(): Promise<void> {
    const names = await this.names();
    if (names === undefined) return;
    let changed = false;
    for (const name of this.files.keys()) {
      if (!names.has(name)) changed = this.files.delete(name) || changed;
    }
    for (const name of names) changed = (await this.readIfChanged(name)) || changed;
    if (!changed) return;
    // By name, so that of two passages that are as good the same one comes first after each start.
    const known = [...this.files].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const pages = known.flatMap(([, { page }]) => page ?? []);
    this.index = new KnowledgeIndex(pages);
    this.logger.log({ pages: pages.length }, 'knowledge read');
  }

  /** Undefined when the folder cannot be read at the moment: what was read from it stays. */
  private async names(): Promise<ReadonlySet<string> | undefined> {
    try {
      return new Set(await markdownFiles(this.folder));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      this.logger.error({ code }, 'the knowledge folder cannot be read; what was known is used');
      return undefined;
    }
  }

  private async readIfChanged(name: string): Promise<boolean> {
    try {
      const stamp = await stampOf(this.folder, name);
      if (this.files.get(name)?.stamp === stamp) return false;
      this.files.set(name, { stamp, page: await this.read(name) });
      return true;
    } catch (error) {
      // Gone between the listing and now, or not to be read: tried again at the next look.
      const { code } = error as NodeJS.ErrnoException;
      this.logger.warn({ file: name, code }, 'a page of the knowledge could not be read');
      return this.files.delete(name);
    }
  }

  private async read(name: string): Promise<Page | undefined> {
    try {
      const text = await readMarkdown(this.folder, name);
      const page = readPage(text, name.replace(/^.*[\\/]|\.\w+$/g, ''));
      if (page.ignored.length > 0)
        this.logger.warn(
          { file: name, fields: page.ignored.length },
          'a page has fields that mean nothing here; there are title, tags and valid-until',
        );
      return page;
    } catch (error) {
      if (!(error instanceof PageError)) throw error;
      const problem = error.message;
      this.logger.error({ file: name, problem }, 'a page of the knowledge is left out until it is mended');
      return undefined;
    }
  }
}
