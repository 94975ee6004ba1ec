import * as module from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

// Both work only if they come before anything else is loaded, hence the import below them. Loading some 1,500 modules
// makes V8 grow its young generation and keep it: 20 MB that an idle Chip never uses. And compiling them takes a sixth of
// the start; a folder that cannot be written only means that it is done each time.
setFlagsFromString('--semi-space-growth-factor=1');
module.enableCompileCache?.(fileURLToPath(new URL('../node_modules/.cache/chip', import.meta.url)));

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 9)) {
  process.stderr.write(
    `Chip needs Node 24.9 or newer, this is ${process.version}; "npm start" uses the one it brings\n`,
  );
  process.exit(1);
}

const { start } = await import('./server.ts');
await start();

// V8's own default: under load a young generation that cannot grow costs a quarter of the time.
setFlagsFromString('--semi-space-growth-factor=2');
