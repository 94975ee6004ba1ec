import { isAbsolute, relative, resolve } from 'node:path';
import type { ChipConfig } from './chip.config.ts';

/** What will be lost, and when: on Railway everything outside a volume is, at each deploy. */
export function lossWarnings(config: ChipConfig): string[] {
  const { RAILWAY_ENVIRONMENT: railway, RAILWAY_VOLUME_MOUNT_PATH: volume, DATABASE_PATH: path } = config;
  if (railway === undefined || config.SUPABASE_URL !== undefined) return [];
  if (volume !== undefined && isInside(path, volume)) return [];
  const lost =
    'EVERYTHING WILL BE LOST AT THE NEXT DEPLOY OR RESTART: all conversations, texts that wait for an answer, and who has opted out (they would be texted again)';
  return volume === undefined
    ? [
        `${lost}. DATABASE_PATH is on no volume: add one at /data and set DATABASE_PATH=/data/chip.db, or set SUPABASE_URL and SUPABASE_KEY`,
      ]
    : [`${lost}. DATABASE_PATH is not on the volume: set it to ${volume.replace(/\/$/, '')}/chip.db`];
}

function isInside(path: string, folder: string): boolean {
  const way = relative(resolve(folder), resolve(path));
  return way !== '' && !way.startsWith('..') && !isAbsolute(way);
}
