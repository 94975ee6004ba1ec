/** Codes of the SDK's own, for what never came from the server (types.d.ts, ErrorCode). */
const CONNECTION_CLOSED = -32_000;
const REQUEST_TIMEOUT = -32_001;

/** Whether a server answered, if only with an error. Whatever else is thrown is about the connection. */
export function isAnswer(error: unknown): boolean {
  const { name, code } = error as { name?: unknown; code?: unknown };
  return name === 'McpError' && code !== CONNECTION_CLOSED && code !== REQUEST_TIMEOUT;
}

/** What went wrong with a connection, in fixed words: foreign messages quote addresses, headers and answers. */
export function connectionProblem(error: unknown): string {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
  if (isAnswer(error)) return `it answered with error ${String(code)}`;
  if (code === REQUEST_TIMEOUT) return 'it did not answer in time';
  if (code === CONNECTION_CLOSED) return 'it ended or closed the connection';
  if (code === 'ENOENT' || code === 'EACCES') return 'its command cannot be started';
  if (code === 401 || code === 403) return `it answered ${code}: check its "headers"`;
  if (typeof code === 'number') return `it answered ${code}`;
  return typeof cause?.code === 'string' ? `it cannot be reached (${cause.code})` : 'it cannot be reached';
}
