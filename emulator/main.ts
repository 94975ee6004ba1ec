import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Emulator } from './emulator.ts';
import { readOptions } from './options.ts';
import { playAndReport } from './scenarios/run.ts';
import { createEmulatorServer } from './server.ts';

const options = readOptions(process.argv.slice(2), process.env);
const emulator = new Emulator(options.settings);
const server = createEmulatorServer(emulator);

function stop(code = 0): void {
  emulator.webhooks.cancelAll();
  // Ends the process outright: a webhook waiting for its retry, or stdin, would keep it alive for hours.
  server.close(() => process.exit(code));
  server.closeAllConnections();
}

process.once('SIGTERM', () => stop());
process.once('SIGINT', () => stop());
if (options.parentWatch) {
  // A test runner that is killed cannot send a signal, but the kernel closes its end of the pipe.
  process.stdin.once('close', () => stop());
  process.stdin.resume();
}

server.listen(options.port, options.host);
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
const host = options.host.includes(':') ? `[${options.host}]` : options.host;
process.stdout.write(`${JSON.stringify({ listening: true, url: `http://${host}:${port}` })}\n`);
if (options.scenario) stop(await playAndReport(emulator, options.scenario, options.generation));
