import { decodings } from './decodings.ts';

/** So much of a long secret in one piece is as bad as all of it; no text has that much in common with one by chance. */
const PIECE = 16;
/** The smallest part by which a secret is recognised that is spread over several texts. */
const CRUMB = 5;

/**
 * Finds secrets of this server in what a tool is given or gives back, in any disguise that a model can be talked into:
 * base64, hex, URL-encoded, backwards, another case, separators in between, spread over several arguments. A second
 * line of defence: no prompt holds a secret in the first place.
 */
export class SecretGuard {
  /** Pieces by their length, forwards and backwards. */
  private readonly pieces = new Map<number, Set<string>>();
  private readonly whole: string[] = [];

  /** @param secrets each of at least 8 characters */
  constructor(secrets: readonly string[]) {
    for (const secret of secrets.map(bare)) {
      const size = Math.min(PIECE, secret.length);
      // What is left of one made of punctuation is nothing to look for.
      if (size < 6) continue;
      const known = this.pieces.get(size) ?? new Set();
      for (const form of [secret, Array.from(secret).toReversed().join('')]) {
        this.whole.push(form);
        for (let at = 0; at + size <= form.length; at++) known.add(form.slice(at, at + size));
      }
      this.pieces.set(size, known);
    }
  }

  /** Whether a secret is in there: text, or anything made of texts. */
  finds(value: unknown): boolean {
    if (this.pieces.size === 0) return false;
    const texts = textsIn(value);
    if ([...texts, texts.join('')].some((text) => decodings(text).some((form) => this.holds(bare(form)))))
      return true;
    return texts.length > 1 && this.isSpreadOver(texts.map(bare));
  }

  /** Whether so much of one is in them all together as would be too much in one piece, in whatever order. */
  private isSpreadOver(texts: readonly string[]): boolean {
    return this.whole.some((secret) => {
      const shown = new Set<number>();
      for (let at = 0; at + CRUMB <= secret.length; at++) {
        const crumb = secret.slice(at, at + CRUMB);
        if (!texts.some((text) => text.includes(crumb))) continue;
        for (let place = at; place < at + CRUMB; place++) shown.add(place);
      }
      return shown.size >= Math.min(PIECE, secret.length);
    });
  }

  private holds(text: string): boolean {
    for (const [size, known] of this.pieces) {
      for (let at = 0; at + size <= text.length; at++) {
        if (known.has(text.slice(at, at + size))) return true;
      }
    }
    return false;
  }
}

/** Letters and digits alone, so that neither case nor what is put in between makes a difference. */
function bare(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    Array.isArray(value) ? textsIn(item) : [key, ...textsIn(item)],
  );
}
