import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { Logger } from '@nestjs/common';
import { KnowledgeIndex, type Passage } from './knowledge.index.ts';
import { PageError, readPage, type Page } from './page.ts';

/** So often at most is looked whether a file has changed. */
const LOOK_EVERY_MS = 2000;
/** A page longer than that is no page an organiser wrote. */
const MOST_BYTES = 1_000_000;

interface Known {
  /** Size and time of change: what is the same needs not be read again. */
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
  private readonly files = new Map<string, Known>();
  private index = new KnowledgeIndex([]);
  private lookedAt = -Infinity;
  private looking: Promise<void> | undefined;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** The best passages for a question. A page that cannot be read is left out, and the log says why. */
  async search(query: string, limit: number): Promise<Passage[]> {
    if (performance.now() - this.lookedAt >= LOOK_EVERY_MS) await this.look();
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
    const paths = await this.markdownFiles();
    let changed = false;
    for (const path of this.files.keys()) {
      if (!paths.includes(path)) changed = this.files.delete(path) || changed;
    }
    for (const path of paths) changed = (await this.readIfChanged(path)) || changed;
    if (!changed) return;
    const pages = [...this.files.values()].flatMap(({ page }) => page ?? []);
    this.index = new KnowledgeIndex(pages);
    this.logger.log({ pages: pages.length }, 'knowledge read');
  }

  private async markdownFiles(): Promise<string[]> {
    try {
      const names = await readdir(this.folder, { recursive: true });
      return names
        .filter((name) => /\.(?:md|markdown)$/i.test(name))
        .toSorted()
        .map((name) => join(this.folder, name));
    } catch (error) {
      this.logger.error(
        { code: (error as NodeJS.ErrnoException).code },
        'the knowledge folder cannot be read',
      );
      return [];
    }
  }

  private async readIfChanged(path: string): Promise<boolean> {
    try {
      const { size, mtimeMs } = await stat(path);
      const stamp = `${size} ${mtimeMs}`;
      if (this.files.get(path)?.stamp === stamp) return false;
      this.files.set(path, { stamp, page: await this.readFile(path, size) });
      return true;
    } catch (error) {
      // Gone between the listing and now: the next look settles it.
      this.logger.warn(
        { code: (error as NodeJS.ErrnoException).code },
        'a page of the knowledge could not be read',
      );
      return this.files.delete(path);
    }
  }

  private async readFile(path: string, size: number): Promise<Page | undefined> {
    const file = relative(this.folder, path);
    try {
      if (size > MOST_BYTES) throw new PageError(`it is larger than ${MOST_BYTES} bytes`);
      return readPage(await readFile(path, 'utf8'), basename(path).replace(/\.\w+$/, ''));
    } catch (error) {
      if (!(error instanceof PageError)) throw error;
      this.logger.error(
        { file, problem: error.message },
        'a page of the knowledge is left out until it is mended',
      );
      return undefined;
    }
  }
}
