import type { Json } from '../http.ts';
import type { Generation } from '../journal.ts';
import type { Group } from './directory.ts';

/** Our own side of a conversation, where the client did not name it: an id in v1, a name in legacy. */
export const SENDER: Record<Generation, string> = {
  v1: '6f1c2a30-5d0e-4b7a-9c41-0e5a7d3b9f10',
  legacy: 'emulator@imsg.example',
};

export function groupOf(generation: Generation, { id, name, participants }: Group): Json {
  return { [generation === 'v1' ? 'id' : 'group_id']: id, name, participants };
}
