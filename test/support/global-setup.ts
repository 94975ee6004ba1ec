import { execSync } from 'node:child_process';
import { railway } from './railway.ts';
import { logFolder } from './logs.ts';
import { cacheThreadFiles } from './thread-cache.ts';

/** Builds with the command that Railway is told to use, once, since many tests start the built server. */
export default function setup(): void {
  logFolder();
  cacheThreadFiles();
  execSync(railway.build.buildCommand, { stdio: ['ignore', 'ignore', 'inherit'] });
}
