/** A far end answered with something that cannot be used. Our own words, fit for a log and a model. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';
}

/**
 * The body of an answer as text, read no further than `mostBytes`.
 *
 * @throws AnswerError when it is longer.
 */
export async function readAnswer(answer: Response, mostBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop cancels the rest.
  for await (const chunk of answer.body ?? []) {
    bytes += (chunk as Uint8Array).byteLength;
    if (bytes > mostBytes) throw new AnswerError(`it is larger than ${mostBytes} bytes`);
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks).toString('utf8');
}
