import type { IncomingHttpHeaders } from 'node:http';
import type { Generation } from '../journal.ts';
import type { Settings } from '../settings.ts';

/** Legacy callers name the other person and the sender differently, or bring the second key. */
export function detectGeneration(headers: IncomingHttpHeaders, body: unknown): Generation {
  if (headers['loop-secret-key'] !== undefined) return 'legacy';
  const fields = typeof body === 'object' && body !== null ? body : {};
  return 'recipient' in fields || 'sender_name' in fields ? 'legacy' : 'v1';
}

/** The code of what is wrong with the keys. */
export function checkCredentials(
  settings: Settings,
  generation: Generation,
  headers: IncomingHttpHeaders,
): number | undefined {
  const key = headers.authorization;
  if (!key) return 110;
  // The key is sent without a scheme. "Bearer <key>" is a common mistake, and to Loop simply a wrong key.
  const wrong = settings.apiKey ? key !== settings.apiKey : /^(bearer|basic)\s/i.test(key);
  if (wrong) return generation === 'v1' ? 130 : 125;
  const secret = headers['loop-secret-key'];
  if (generation === 'legacy' && settings.secretKey && secret !== settings.secretKey)
    return secret ? 130 : 110;
  return undefined;
}
