import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import { resolveHost } from './resolve-host.ts';

const A = 1;
const AAAA = 28;
type Records = Partial<Record<number, readonly number[][]>>;

let socket: Socket | undefined;
afterEach(async () => {
  if (!socket) return;
  socket.close();
  await once(socket, 'close');
  socket = undefined;
});

/** A name server on loopback that answers with these addresses, by type, or not at all. */
async function nameServer(records?: Records): Promise<string> {
  const bound = createSocket('udp4', (query, { port, address }) => {
    if (records) bound.send(answerTo(query, records), port, address);
  });
  socket = bound.bind(0, '127.0.0.1');
  await once(bound, 'listening');
  return `127.0.0.1:${bound.address().port}`;
}

/** RFC 1035, 4.1: the header, the question as it came, and each answer pointing back at its name. */
function answerTo(query: Buffer, records: Records): Buffer {
  const end = query.indexOf(0, 12) + 5;
  const type = query.readUInt16BE(end - 4);
  const found = records[type] ?? [];
  const header = Buffer.from([query[0]!, query[1]!, 0x81, 0x80, 0, 1, 0, found.length, 0, 0, 0, 0]);
  const answers = found.map((address) =>
    Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, address.length, ...address]),
  );
  return Buffer.concat([header, query.subarray(12, end), ...answers]);
}

const signal = new AbortController().signal;

describe('resolveHost', () => {
  it('finds all addresses of both families, so that all can be checked', async () => {
    const server = await nameServer({
      [A]: [
        [93, 184, 216, 34],
        [10, 0, 0, 1],
      ],
      [AAAA]: [[0xfd, ...Array<number>(14).fill(0), 1]],
    });
    const addresses = await resolveHost('files.example', signal, [server]);
    expect(addresses.toSorted()).toEqual(['10.0.0.1', '93.184.216.34', 'fd00::1']);
  });

  it('is content with one family', async () => {
    const server = await nameServer({ [A]: [[93, 184, 216, 34]] });
    await expect(resolveHost('files.example', signal, [server])).resolves.toEqual(['93.184.216.34']);
  });

  it('says so when there is no address', async () => {
    const server = await nameServer({});
    const failure = { name: 'DownloadError', code: 'unresolved', reason: 'ENODATA' };
    await expect(resolveHost('files.example', signal, [server])).rejects.toMatchObject(failure);
  });

  it('says so when the name cannot be one', async () => {
    const server = await nameServer();
    const failure = { name: 'DownloadError', code: 'unresolved' };
    await expect(resolveHost(`${'a'.repeat(64)}.example`, signal, [server])).rejects.toMatchObject(failure);
  });

  it('stops asking when it is told to', async () => {
    const server = await nameServer();
    const controller = new AbortController();
    const resolving = resolveHost('files.example', controller.signal, [server]);
    await once(socket!, 'message');
    controller.abort();
    await expect(resolving).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('asks nothing when it was told before', async () => {
    await expect(resolveHost('files.example', AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
