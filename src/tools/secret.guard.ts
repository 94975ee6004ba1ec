import { decodings } from './decodings.ts';

/** So much of a long secret in one piece is as bad as all of it; no text has that much in common with one by chance. */
const PIECE = 16;

/**
 * Finds secrets of this server in what a tool is given or gives back, in any disguise that a model can be talked into:
 * base64, hex, URL-encoded, backwards, another case, separators in between, spread over several arguments. A second
 * line of defence: no prompt holds a secret in the first place.
 */
export class SecretGuard {
  /** Pieces by their length, forwards and backwards. */
  private readonly pieces = new Map<number, Set<string>>();

  /** @param secrets each of at least 8 characters */
  constructor(secrets: readonly string[]) {
    for (const secret of secrets.map(bare)) {
      const size = Math.min(PIECE, secret.length);
      // What is left of one made of punctuation is nothing to look for.
      if (size < 6) continue;
      const known = this.pieces.get(size) ?? new Set();
      for (const form of [secret, Array.from(secret).toReversed().join('')]) {
        for (let at = 0; at + size <= form.length; at++) known.add(form.slice(at, at + size));
      }
      this.pieces.set(size, known);
    }
  }

  /** Whether a secret is in there: text, or anything made of texts. */
  finds(value: unknown): boolean {
    if (this.pieces.size === 0) return false;
    const texts = textsIn(value);
    return [...texts, texts.join('')].some((text) => decodings(text).some((form) => this.holds(bare(form))));
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
