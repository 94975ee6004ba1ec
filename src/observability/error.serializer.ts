/** Errors whose messages we write ourselves, out of fixed words, ids and numbers. */
const OWN_ERRORS = new Set([
  'ConfigError',
  'LanguageModelError',
  'AdapterParseError',
  'EventLogError',
  'ReplyRefusedError',
  'StoreError',
  'SupabaseError',
  'TimeLimitError',
  'TurnEnded',
]);

interface Described {
  type: string;
  message?: string;
  code?: string | number;
  status?: number;
  kind?: string;
  stack?: string;
}

/**
 * An error for the log. Other people's messages are left out: a JSON parser quotes the body it could not read, a
 * database the row it refused, an HTTP client the address with the key in it. Type, code and stack frames say enough.
 */
export function describeError(error: unknown): Described {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, status, kind } = error as { code?: unknown; status?: unknown; kind?: unknown };
  // The message goes first: one that spans lines could look like a frame.
  const frames = error.stack
    ?.replace(error.message, '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    ...(OWN_ERRORS.has(error.name) && { message: error.message }),
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    ...(typeof status === 'number' && { status }),
    ...(typeof kind === 'string' && { kind }),
    ...(frames && { stack: frames.join('\n') }),
  };
}
