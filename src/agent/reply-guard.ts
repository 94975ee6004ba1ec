import { cleanText } from '../conversation/text.ts';
import { plainText } from './plain-text.ts';
import { quotes } from './quotes.ts';

/** Loop cuts at 10,000 without a word. Cutting it ourselves is no better (P9). */
const MAX_CHARACTERS = 9_000;

const MARKER = /\[\[\s*##\s*\w+\s*##\s*\]\]/g;
const BROKEN_MARKER = /\[\[\s*##|##\s*\]\]/;
/** A chat format that came through, and with it what the model thought to itself. */
const CONTROL_TOKEN = /<\|(?:start|end|message|channel|constrain|call|return|im_start|im_end)\|>|<\/?think>/;
/** The ways in which models write down a call of a tool where text should be. */
const TOOL_SYNTAX =
  /<\/?(?:tool_call|tool_response|function_call)>|<function=|\[TOOL_CALLS\]|\bto=functions\.|\{\s*"(?:name|tool)"\s*:\s*"[^"]*"\s*,\s*"(?:arguments|parameters)"\s*:/;
const THOUGHTS = /^\s*<think>[^]*?<\/think>/;

/** The model's text cannot be sent. Holds no part of it. */
export class ReplyRefusedError extends Error {
  override readonly name = 'ReplyRefusedError';
  readonly reason:
    'empty' | 'markers' | 'control-tokens' | 'tool-syntax' | 'json' | 'instructions' | 'too-long' | 'secret';

  constructor(reason: ReplyRefusedError['reason']) {
    super(`reply refused: ${reason}`);
    this.reason = reason;
  }
}

/**
 * The last look at a reply before it is committed: gives the text a person can read on a phone.
 *
 * @param instructions - what the model was told, no longer part of which may be in the reply
 * @throws ReplyRefusedError when no such text can be had from it.
 */
export function guardReply(answer: string, instructions: string): string {
  const text = plainText(
    // A NUL would end the text for whoever stores or sends it.
    cleanText(answer)
      .replace(THOUGHTS, '')
      .replace(MARKER, '')
      .replace(/^\s*Chip:\s+/, ''),
  );
  if (!/[^\p{Z}\p{C}]/u.test(text)) throw new ReplyRefusedError('empty');
  if (text.length > MAX_CHARACTERS) throw new ReplyRefusedError('too-long');
  if (BROKEN_MARKER.test(text)) throw new ReplyRefusedError('markers');
  if (CONTROL_TOKEN.test(text)) throw new ReplyRefusedError('control-tokens');
  if (TOOL_SYNTAX.test(text)) throw new ReplyRefusedError('tool-syntax');
  if (isJson(text)) throw new ReplyRefusedError('json');
  if (quotes(text, instructions)) throw new ReplyRefusedError('instructions');
  return text;
}

/** An object or array, also one that breaks off, or that wraps the reply and has words before it. */
function isJson(text: string): boolean {
  if (/^(?:\{\s*"|\[\s*[{"])|\{\s*"reply"\s*:/.test(text)) return true;
  try {
    return /^[{[]/.test(text) && typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
