import 'reflect-metadata';
import { runCommandLine } from './cli/run-command-line.ts';

// What is written is written: an error must not wait for a store that does not answer.
process.exit(await runCommandLine(process.argv.slice(2)));
