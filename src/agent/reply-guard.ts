import { cleanText } from '../conversation/text.ts';
import { plainText } from './plain-text.ts';

/** Loop cuts at 10,000 without a word. Cutting it ourselves is no better (P9). */
const MAX_CHARACTERS = 9_000;

const MARKER = /\[\[\s*##\s*\w+\s*##\s*\]\]/g;
const BROKEN_MARKER = /\[\[\s*##|##\s*\]\]/;
/** A chat format that came through, and with it what the model thought to itself. */
const CONTROL_TOKEN = /<\|(?:start|end|message|channel|constrain|call|return|im_start|im_end)\|>|<\/?think>/;
const THOUGHTS = /^\s*<think>[^]*?<\/think>/;

/** The model's text cannot be sent. Holds no part of it. */
export class ReplyRefusedError extends Error {
  override readonly name = 'ReplyRefusedError';
  readonly reason: 'empty' | 'markers' | 'control-tokens' | 'json' | 'too-long';

  constructor(reason: ReplyRefusedError['reason']) {
    super(`reply refused: ${reason}`);
    this.reason = reason;
  }
}

/**
 * The last look at a reply before it is committed: gives the text a person can read on a phone.
 *
 * @throws ReplyRefusedError when no such text can be had from it.
 */
export function guardReply(answer: string): string {
  const text = plainText(
    // A NUL would end the text for whoever stores or sends it.
    cleanText(answer)
      .replace(THOUGHTS, '')
      .replace(MARKER, '')
      .replace(/^\s*Chip:\s+/, ''),
  );
  if (!/[^\p{Z}\p{C}]/u.test(text)) throw new ReplyRefusedError('empty');
  if (BROKEN_MARKER.test(text)) throw new ReplyRefusedError('markers');
  if (CONTROL_TOKEN.test(text)) throw new ReplyRefusedError('control-tokens');
  if (isJson(text)) throw new ReplyRefusedError('json');
  if (text.length > MAX_CHARACTERS) throw new ReplyRefusedError('too-long');
  return text;
}

/** An object or array, also one that breaks off. */
function isJson(text: string): boolean {
  if (/^(?:\{\s*"|\[\s*[{"])/.test(text)) return true;
  try {
    return /^[{[]/.test(text) && typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
