import { execSync } from 'node:child_process';
import { railway } from './railway.ts';
import { logFolder } from './logs.ts';

/** Builds with the command that Railway is told to use, once, since many tests start the built server. */
export default function setup(): void {
  logFolder();
  execSync(railway.build.buildCommand, { stdio: ['ignore', 'ignore', 'inherit'] });
}
