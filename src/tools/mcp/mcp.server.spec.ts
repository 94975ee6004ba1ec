import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../../test/contract/eventually.ts';
import { CapturedLog } from '../../../test/support/captured-log.ts';
import { Loopback } from '../../../test/support/loopback.ts';
import { EVERYTHING, everything, odd } from '../../../test/support/mcp-settings.ts';
import { childrenOf } from '../../../test/support/processes.ts';
import { toolContext } from '../../../test/support/tool-context.ts';
import type { McpServerSettings } from '../../config/mcp-servers.variable.ts';
import { NoopTool } from '../noop.tool.ts';
import { SecretGuard } from '../secret.guard.ts';
import type { ToolCall } from '../tool.call.ts';
import { ToolRegistry } from '../tool.registry.ts';
import { McpServer } from './mcp.server.ts';

const TIMES = { baseMs: 20, capMs: 200 };
/** A child process takes its time where others want the processor, too. */
const PATIENCE_MS = 20_000;

let log: CapturedLog;
let registry: ToolRegistry;
let running: McpServer[];
beforeEach(() => {
  log = new CapturedLog();
  registry = new ToolRegistry([new NoopTool()], new SecretGuard([]));
  running = [];
});
// A rejection that nobody handles fails the test here, and would end a real Chip.
afterEach(() => Promise.all(running.map((server) => server.stop())));

const names = (): string[] => registry.list().map(({ name }) => name);
const has = (name: string): Promise<boolean> =>
  eventually(`the tool ${name}`, () => Promise.resolve(names().includes(name)), PATIENCE_MS);
const call = (
  name: string,
  input: object = {},
  limitMs = 8000,
  signal = new AbortController().signal,
): Promise<ToolCall> => registry.call(name, input, toolContext({ signal }), limitMs);
const works = (name: string, input: object = {}): Promise<ToolCall> =>
  eventually(
    `${name} to work`,
    async () => {
      const done = await call(name, input);
      return done.outcome === 'ok' && done;
    },
    PATIENCE_MS,
  );
function start(settings: McpServerSettings): McpServer {
  const server = new McpServer(settings, registry, TIMES);
  running.push(server);
  server.start();
  return server;
}
const children = (): number[] => childrenOf(process.pid, 'server-everything');

describe('the reference server, as a program', () => {
  it('has the tools that are allowed, under its name, and no other', async () => {
    start(everything(['echo', 'get-sum', 'no-such-tool']));
    await has('everything_get_sum');
    expect(names()).toEqual(['everything_echo', 'everything_get_sum', 'noop']);
    expect(registry.list()[1]?.parameters).toMatchObject({ type: 'object', required: ['a', 'b'] });
    expect(await works('everything_echo', { message: 'hello' })).toMatchObject({
      observation: 'Echo: hello',
    });
    expect((await call('everything_get_sum', { a: 2, b: 3 })).observation).toContain('5');
    expect(log.with('not offered')).toEqual([{ server: 'everything', tool: 'no-such-tool' }]);
    expect((await call('everything_get_env')).observation).toContain('There is no such tool');
  });

  it('asks before it calls what is set up so, with every argument in the question', async () => {
    start(everything(['get-sum'], { asks: ['echo'] }));
    await has('everything_echo');
    await works('everything_get_sum', { a: 2, b: 3 });
    const input = { message: 'hello' };
    expect(await call('everything_echo', input)).toMatchObject({ outcome: 'refused' });
    const summaries: string[] = [];
    const asked = await registry.call('everything_echo', input, toolContext(), 8000, ({ summary }) => {
      summaries.push(summary);
      return Promise.resolve({ outcome: 'asked', observation: 'asked' });
    });
    expect(asked.outcome).toBe('asked');
    expect(summaries).toEqual(['everything echo (message: "hello")']);
    const done = await registry.perform('everything_echo', input, toolContext(), 8000);
    expect(done).toMatchObject({ outcome: 'ok', observation: 'Echo: hello' });
  });

  it('has its arguments checked before it is asked', async () => {
    start(everything(['echo']));
    await works('everything_echo', { message: 'hello' });
    expect(await call('everything_echo', { message: 7 })).toMatchObject({
      outcome: 'refused',
      observation: 'Wrong arguments: message must be string.',
    });
  });

  it('knows nothing of our environment but what a program needs', async () => {
    process.env.CHIP_TEST_SECRET = 'must-not-be-handed-on';
    const settings = everything(['get-env']);
    const reach = { ...settings.reach, env: { GIVEN: 'yes' } } as McpServerSettings['reach'];
    start({ ...settings, reach });
    const { observation } = await works('everything_get_env');
    delete process.env.CHIP_TEST_SECRET;
    const env = JSON.parse(observation) as Record<string, string>;
    expect(env.GIVEN).toBe('yes');
    expect(Object.keys(env)).toEqual(expect.arrayContaining(['PATH']));
    const known = ['GIVEN', 'HOME', 'LOGNAME', 'PATH', 'SHELL', 'TERM', 'USER'];
    expect(Object.keys(env).filter((name) => !known.includes(name))).toEqual([]);
  });

  it('is not given addresses at hosts that are not allowed', async () => {
    start(everything(['gzip-file-as-resource', 'echo'], { allowHosts: ['example.org'] }));
    await works('everything_echo', { message: 'see https://example.org/a' });
    const done = await call('everything_gzip_file_as_resource', {
      name: 'x',
      data: 'http://127.0.0.1:1/metrics',
    });
    expect(done).toMatchObject({
      outcome: 'refused',
      observation:
        'This call was not made: an address in it is not allowed; only addresses at example.org are.',
    });
  });

  it('that takes too long is left, and goes on serving', async () => {
    start(everything(['trigger-long-running-operation', 'echo']));
    await works('everything_echo', { message: 'x' });
    const slow = await call('everything_trigger_long_running_operation', { duration: 30, steps: 1 }, 200);
    expect(slow).toMatchObject({ outcome: 'timeout' });
    expect(slow.ms).toBeLessThan(3000);
    expect(await call('everything_echo', { message: 'still here' })).toMatchObject({ outcome: 'ok' });
    expect(log.with('was lost')).toEqual([]);
  });

  it('that is killed in the middle of a call fails that call, and is started again', async () => {
    start(everything(['trigger-long-running-operation', 'echo']));
    await works('everything_echo', { message: 'x' });
    const [pid] = children();
    const calling = call('everything_trigger_long_running_operation', { duration: 30, steps: 1 });
    process.kill(pid!, 'SIGKILL');
    const startedAt = performance.now();
    expect(await calling).toMatchObject({
      outcome: 'failed',
      observation: 'The tool failed: its server cannot be reached at the moment',
    });
    expect(performance.now() - startedAt).toBeLessThan(3000);
    // Its tools stay: a prompt must not change with each connection.
    expect(names()).toContain('everything_echo');
    await works('everything_echo', { message: 'back' });
    expect(children()).not.toContain(pid);
    expect(log.with('was lost')).toEqual([{ server: 'everything' }]);
  });

  it('ends with Chip', async () => {
    const server = start(everything(['echo']));
    await works('everything_echo', { message: 'x' });
    expect(children()).toHaveLength(1);
    await server.stop();
    expect(children()).toEqual([]);
    expect((await call('everything_echo', { message: 'x' })).observation).toContain('cannot be reached');
  });

  it('ends with Chip also while it is being started', async () => {
    const server = start(everything(['echo']));
    await eventually('its process', () => Promise.resolve(children().length > 0), PATIENCE_MS);
    await server.stop();
    expect(children()).toEqual([]);
    expect(names()).toEqual(['noop']);
  });
});

describe('the reference server, over HTTP', () => {
  let port: number;
  let program: ChildProcess;
  beforeEach(async () => {
    // Taken and let go: the server takes no port 0.
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    port = (probe.address() as AddressInfo).port;
    probe.close();
    run();
  });
  afterEach(async () => {
    if (program.exitCode === null && program.signalCode === null) {
      program.kill('SIGKILL');
      await once(program, 'exit');
    }
  });
  const run = (): void => {
    program = spawn(process.execPath, [EVERYTHING, 'streamableHttp'], {
      env: { ...process.env, PORT: String(port) },
      stdio: 'ignore',
    });
  };
  const overHttp = (allow: string[]): McpServerSettings => ({
    ...everything(allow),
    reach: { kind: 'http', url: `http://127.0.0.1:${port}/mcp`, headers: {} },
  });

  it('works as the program does, though it comes up later than Chip', async () => {
    start(overHttp(['echo', 'get-tiny-image']));
    expect(await works('everything_echo', { message: 'hello' })).toMatchObject({
      observation: 'Echo: hello',
    });
    expect((await call('everything_get_tiny_image')).observation).toContain('[left out: image]');
  });

  it('that is killed in the middle of a call fails that call, and is found when it is back', async () => {
    start(overHttp(['echo', 'trigger-long-running-operation']));
    await works('everything_echo', { message: 'x' });
    const calling = call('everything_trigger_long_running_operation', { duration: 30, steps: 1 }, 2000);
    program.kill('SIGKILL');
    await once(program, 'exit');
    expect((await calling).outcome).toMatch(/failed|timeout/);
    await eventually('the loss', () => Promise.resolve(log.with('was lost').length > 0), PATIENCE_MS);
    expect(await call('everything_echo', { message: 'x' })).toMatchObject({ outcome: 'failed' });
    run();
    await works('everything_echo', { message: 'back' });
    expect(log.text).not.toContain(String(port));
  });

  it('that goes while nobody asks is missed all the same', async () => {
    start(overHttp(['echo']));
    await works('everything_echo', { message: 'x' });
    program.kill('SIGKILL');
    await eventually('the loss', () => Promise.resolve(log.with('was lost').length > 0), PATIENCE_MS);
  });

  it('ends with Chip at once', async () => {
    const server = start(overHttp(['echo']));
    await works('everything_echo', { message: 'x' });
    const startedAt = performance.now();
    await server.stop();
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});

describe('a far end that is no MCP server', () => {
  const address = (url: string, headers = {}): McpServerSettings => ({
    ...everything(['echo']),
    reach: { kind: 'http', url, headers },
  });

  it('is tried again with growing pauses, and the log says why without address and headers', async () => {
    const far = await Loopback.start((_request, response) => response.writeHead(401).end('who are you?'));
    start(address(`${far.url}/secret-path`, { authorization: 'Bearer secret-token' }));
    await eventually(
      'three tries',
      () => Promise.resolve(log.with('cannot be used').length >= 3),
      PATIENCE_MS,
    );
    expect(far.requests[0]?.headers.authorization).toBe('Bearer secret-token');
    expect(log.with('cannot be used')[0]).toEqual({
      server: 'everything',
      reason: 'it answered 401: check its "headers"',
      attempt: 0,
    });
    expect(log.text).not.toMatch(/secret-|127\.0\.0\.1|who are you/);
    await far.close();
    await eventually('no answer', () => Promise.resolve(/it cannot be reached/.test(log.text)), PATIENCE_MS);
  });

  it('does not get our headers by a redirect', async () => {
    const elsewhere = await Loopback.start();
    const far = await Loopback.start((_request, response) =>
      response.writeHead(307, { location: `${elsewhere.url}/mcp` }).end(),
    );
    start(address(far.url, { 'x-api-key': 'secret-token' }));
    await eventually('a try', () => Promise.resolve(log.with('cannot be used').length > 0), PATIENCE_MS);
    expect(elsewhere.requests).toEqual([]);
    await Promise.all([far.close(), elsewhere.close()]);
  });

  it('that never answers keeps nobody waiting, and is left at a stop', async () => {
    const far = await Loopback.start(() => undefined);
    const server = start(address(far.url));
    await eventually('a request', () => Promise.resolve(far.requests.length > 0), PATIENCE_MS);
    expect(await call('noop')).toMatchObject({ outcome: 'ok' });
    await server.stop();
    await far.close();
  });

  it('since its command does not exist, or says something else, is told in the log', async () => {
    const program = (command: string, ...args: string[]): McpServerSettings => ({
      ...everything(['echo']),
      reach: { kind: 'stdio', command, args, env: {} },
    });
    start(program('/no/such/command'));
    start(program(process.execPath, '-e', 'console.log("hello"); setTimeout(() => process.exit(1), 50)'));
    await eventually(
      'both reasons',
      () => Promise.resolve(/cannot be started/.test(log.text) && /ended or closed/.test(log.text)),
      PATIENCE_MS,
    );
  });
});

describe('an odd server', () => {
  it('has names that every provider takes, and descriptions within bounds on one line', async () => {
    start(odd(['Say Hello!']));
    await has('odd_say_hello');
    const { description = '' } = registry.list().find(({ name }) => name === 'odd_say_hello') ?? {};
    expect(description).toMatch(/^Says hello\. x{500}/);
    expect(description.length).toBeLessThan(620);
    expect((await works('odd_say_hello', { to: 'Ada' })).observation).toBe('{"to":"Ada"}');
  });

  it('has arguments checked by what its schemas say, in its draft, and open where they are', async () => {
    start(odd(['open', 'closed', 'modern', 'slow-pattern']));
    expect((await works('odd_open', { any: { thing: 1 } })).observation).toBe('{"any":{"thing":1}}');
    expect((await call('odd_closed', { a: 1, b: 2 })).observation).toContain('additional properties (b)');
    expect((await call('odd_closed', {})).observation).toContain("required property 'a'");
    expect((await call('odd_modern', { pair: ['a', 1] })).outcome).toBe('ok');
    expect((await call('odd_modern', { pair: [1, 'a'] })).outcome).toBe('refused');
    expect((await call('odd_slow_pattern', { a: `${'a'.repeat(40)}!` })).outcome).toBe('ok');
  });

  it('has tools left out whose schema cannot be used, and the log says which and why', async () => {
    start(odd(['open', 'broken', 'remote', 'long', 'listless', 'schemaless']));
    await has('odd_open');
    expect(names()).toEqual(['noop', 'odd_open']);
    expect(log.with('left out')).toEqual([
      { server: 'odd', problem: 'tool "odd_broken": its schema cannot be compiled' },
      { server: 'odd', problem: 'tool "odd_remote": its schema cannot be compiled' },
      { server: 'odd', problem: 'tool "odd_long": its schema is longer than 8000 characters' },
      { server: 'odd', problem: 'tool "odd_listless": its arguments are no object' },
    ]);
    expect(log.with('not offered')).toEqual([{ server: 'odd', tool: 'schemaless' }]);
  });

  it('takes no name that is taken', async () => {
    registry.register(Object.assign(new NoopTool(), { name: 'odd_open' }));
    start(odd(['open', 'closed']));
    await has('odd_closed');
    expect((await call('odd_open')).observation).toBe('Done.');
    expect(log.with('left out')).toMatchObject([{ problem: expect.stringContaining('registered twice') }]);
  });

  it('has results as text within bounds, and failures as failures', async () => {
    start(odd(['big', 'mixed', 'fail', 'refuse', 'ask']));
    const big = await works('odd_big');
    expect(big.observation.length).toBeLessThan(4100);
    expect(big.observation).toContain('more characters left out');
    expect((await call('odd_mixed')).observation).toBe(
      'one\n[left out: image]\ntwo\n[a link: three https://example.org/three]',
    );
    expect(await call('odd_fail')).toMatchObject({
      outcome: 'failed',
      observation: 'The tool failed: the shelf is empty',
    });
    expect((await call('odd_refuse')).observation).toContain('not on Sundays');
    // It asks for a call of the model, which we do not offer.
    expect((await call('odd_ask')).observation).toMatch(/does not support sampling|Method not found/);
  });

  it('may change its tools, and the registry follows', async () => {
    start(odd(['change', 'added']));
    await has('odd_change');
    expect(names()).toEqual(['noop', 'odd_change']);
    await works('odd_change');
    await has('odd_added');
    const { description } = registry.list().find(({ name }) => name === 'odd_change') ?? {};
    expect(description).toBe('Changes the list, version 1.');
    expect(await call('odd_added')).toMatchObject({ outcome: 'ok' });
  });

  it('is left with the turn that called it', async () => {
    start(odd(['hang', 'open']));
    await works('odd_open');
    const turn = new AbortController();
    const calling = call('odd_hang', {}, 8000, turn.signal);
    turn.abort(new Error('a newer text'));
    await expect(calling).rejects.toThrow('a newer text');
    expect(await call('odd_open')).toMatchObject({ outcome: 'ok' });
  });

  it('that never lists its tools is left at a stop', async () => {
    const settings = odd(['open']);
    const reach = { ...settings.reach, env: { HANG_LIST: 'yes' } } as McpServerSettings['reach'];
    const server = start({ ...settings, reach });
    const pids = (): number[] => childrenOf(process.pid, 'odd-mcp-server');
    await eventually('its process', () => Promise.resolve(pids().length > 0), PATIENCE_MS);
    // It has said hello by then; on a slow machine the stop meets it a step earlier, which must be as good.
    await delay(500);
    const startedAt = performance.now();
    await server.stop();
    expect(performance.now() - startedAt).toBeLessThan(6000);
    expect(pids()).toEqual([]);
  });

  it('that has stopped answering altogether is ended and started again', async () => {
    start(odd(['freeze', 'open']));
    await works('odd_open');
    expect(await call('odd_freeze', {}, 100)).toMatchObject({ outcome: 'timeout' });
    await eventually('the loss', () => Promise.resolve(log.with('was lost').length > 0), PATIENCE_MS);
    await works('odd_open');
  });
});
