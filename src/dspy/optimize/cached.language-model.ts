import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { countRepeat } from '../evaluate.rollout.ts';
import { LanguageModel } from '../language-model.ts';
import type { Completion, CompletionRequest } from '../language-model.ts';
import { withTimeLimit } from '../time-limit.ts';
import { NO_USAGE } from '../usage.ts';

export interface CacheOptions {
  /** Made when it is missing. */
  readonly folder: string;
  /** What the wrapped model is: endpoint, model and settings that requests do not name. */
  readonly scope: string;
  /** Another number is another draw of every request. 0 by default. */
  readonly rollout?: number;
  /** Told when an answer could not be kept; it is given all the same. */
  readonly onWriteError?: (error: unknown) => void;
}

/**
 * Keeps answers on disk, so that a search that was stopped goes on where it was without asking again. An answer from disk
 * costs nothing and has no usage. Only answers are kept, under a digest of the request; failures are not. A request that
 * one run of a program makes again is another draw (`evaluate.rollout.ts`).
 *
 * A file is written under another name and then renamed, so a crash leaves whole files; what cannot be read counts as
 * absent. Several processes may share a folder.
 */
export class CachedLanguageModel extends LanguageModel {
  readonly #lm: LanguageModel;
  readonly #options: CacheOptions;
  /** Equal requests at the same time wait for one answer: two would be different, and the order would decide. */
  readonly #underWay = new Map<string, Promise<Completion>>();
  /** How many answers came from disk. */
  hits = 0;

  constructor(lm: LanguageModel, options: CacheOptions) {
    super();
    this.#lm = lm;
    this.#options = options;
  }

  override async complete(request: CompletionRequest): Promise<Completion> {
    request.signal?.throwIfAborted();
    const file = this.#fileFor(request);
    const other = this.#underWay.get(file);
    if (other) {
      // Without its own deadline: what wraps a model that sits out rate limits waits as long as that does.
      const shared = await withTimeLimit(Infinity, request.signal, () => other.catch(() => undefined));
      if (shared) return free(shared);
    }
    const answer = this.#answer(file, request);
    this.#underWay.set(file, answer);
    try {
      return await answer;
    } finally {
      if (this.#underWay.get(file) === answer) this.#underWay.delete(file);
    }
  }

  async #answer(file: string, request: CompletionRequest): Promise<Completion> {
    const known = await read(file);
    if (known) {
      this.hits++;
      return free(known);
    }
    const completion = await this.#lm.complete(request);
    await write(file, completion).catch((error: unknown) => this.#options.onWriteError?.(error));
    return completion;
  }

  #fileFor({ signal: _signal, deadlineMs: _deadlineMs, ...asked }: CompletionRequest): string {
    const { folder, scope, rollout = 0 } = this.#options;
    const digest = (...parts: unknown[]): string =>
      createHash('sha256').update(JSON.stringify(parts)).digest('hex');
    const request = digest(scope, rollout, asked);
    const repeat = countRepeat(request);
    const key = repeat === 0 ? request : digest(request, repeat);
    return join(folder, key.slice(0, 2), `${key}.json`);
  }
}

function free(completion: Completion): Completion {
  return { ...completion, usage: NO_USAGE, attempts: 0, costUsd: 0 };
}

async function read(file: string): Promise<Completion | undefined> {
  try {
    const found = JSON.parse(await readFile(file, 'utf8')) as Partial<Completion> | null;
    return typeof found?.text === 'string' && typeof found.model === 'string'
      ? (found as Completion)
      : undefined;
  } catch {
    return undefined;
  }
}

async function write(file: string, completion: Completion): Promise<void> {
  const draft = `${file}.${randomUUID()}.tmp`;
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(draft, JSON.stringify(completion));
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
