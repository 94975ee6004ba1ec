import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readCafOpus } from './caf.opus.ts';
import { oggOfCaf } from './ogg-of-caf.ts';
import { sniff } from './sniff.ts';

/** A tenth of a second of 440 Hz, made by FFmpeg 7. */
const TONE = readFileSync(new URL('tone.fixture.caf', import.meta.url));

const chunk = (name: string, body: Buffer, size = body.length): Buffer => {
  const head = Buffer.alloc(12);
  head.write(name, 'latin1');
  head.writeBigInt64BE(BigInt(size), 4);
  return Buffer.concat([head, body]);
};
function desc({ rate = 24_000, format = 'opus', bytes = 0, frames = 480, channels = 1 } = {}): Buffer {
  const body = Buffer.alloc(32);
  body.writeDoubleBE(rate, 0);
  body.write(format, 8, 'latin1');
  for (const [at, value] of [
    [16, bytes],
    [20, frames],
    [24, channels],
  ] as const)
    body.writeUInt32BE(value, at);
  return chunk('desc', body);
}
function pakt(numbers: number[], { count = numbers.length, priming = 0 } = {}): Buffer {
  const head = Buffer.alloc(24);
  head.writeBigInt64BE(BigInt(count), 0);
  head.writeInt32BE(priming, 16);
  return chunk(
    'pakt',
    Buffer.concat([
      head,
      Buffer.from(
        numbers.flatMap((n) => (n < 128 ? [n] : [0x80 | (n >> 14), 0x80 | ((n >> 7) & 0x7f), n & 0x7f])),
      ),
    ]),
  );
}
const data = (...packets: Buffer[]): Buffer => chunk('data', Buffer.concat([Buffer.alloc(4), ...packets]));
const caf = (...chunks: Buffer[]): Buffer =>
  Buffer.concat([Buffer.from('caff\0\x01\0\0', 'latin1'), ...chunks]);
/** 20 ms of CELT. */
const packet = (length: number, fill = 7): Buffer =>
  Buffer.concat([Buffer.of(31 << 3), Buffer.alloc(length - 1, fill)]);

interface Page {
  flags: number;
  samples: number;
  packets: Buffer[];
}

/** Written apart from the code it reads after, by RFC 3533. */
function pagesOf(ogg: Buffer): Page[] {
  const pages: Page[] = [];
  for (let at = 0; at < ogg.length;) {
    expect(ogg.toString('latin1', at, at + 5)).toBe('OggS\0');
    expect(ogg.readUInt32LE(at + 18)).toBe(pages.length);
    const lengths = [...ogg.subarray(at + 27, at + 27 + ogg[at + 26]!)];
    const packets: Buffer[] = [];
    let [from, to] = [at + 27 + lengths.length, at + 27 + lengths.length];
    for (const length of lengths) {
      to += length;
      if (length === 255) continue;
      packets.push(ogg.subarray(from, to));
      from = to;
    }
    pages.push({ flags: ogg[at + 5]!, samples: Number(ogg.readBigInt64LE(at + 6)), packets });
    at = to;
  }
  return pages;
}

describe('a voice message of an iPhone', () => {
  it('comes out as the Ogg file that FFmpeg plays, checksums included', () => {
    const ogg = oggOfCaf(TONE)!;
    expect(sniff(ogg)).toBe('audio/ogg');
    expect(createHash('sha256').update(ogg).digest('hex')).toBe(
      'f65592841bea638e509afa0519cf381754d5e9101b17df4710cdf06697e67b7d',
    );
  });

  it('keeps its packets, long and short, in pages that say how long they play', () => {
    const lengths = [1, 254, 255, 256, 510, 1000, ...Array<number>(300).fill(200)];
    const packets = lengths.map((length, index) => packet(length, index));
    const pages = pagesOf(oggOfCaf(caf(desc(), data(...packets), pakt(lengths, { priming: 156 })))!);
    const [head, tags, ...audio] = pages;
    expect(head).toMatchObject({ flags: 2, samples: 0 });
    expect(head!.packets[0]).toEqual(Buffer.from('OpusHead\x01\x01\x38\x01\xc0\x5d\0\0\0\0\0', 'latin1'));
    expect(tags!.packets[0]!.toString('latin1')).toMatch(/^OpusTags/);
    expect(audio.flatMap(({ packets: kept }) => kept)).toEqual(packets);
    expect(audio.length).toBe(2);
    expect(audio.map(({ flags }) => flags)).toEqual([0, 4]);
    expect(audio.at(-1)!.samples).toBe(lengths.length * 960);
  });

  it.each<[string, Buffer[]]>([
    ['with the table before the sound', [desc(), pakt([3, 5]), data(packet(3), packet(5))]],
    [
      'with frames in the table',
      [desc({ frames: 0 }), data(packet(3), packet(5)), pakt([3, 960, 5, 960], { count: 2 })],
    ],
    ['with packets of one length', [desc({ bytes: 4 }), data(packet(4), packet(4))]],
    [
      'with sound up to the end',
      [desc(), pakt([3, 5]), chunk('data', Buffer.concat([Buffer.alloc(4), packet(3), packet(5)]), -1)],
    ],
    [
      'with chunks in between',
      [
        desc(),
        chunk('kuki', Buffer.alloc(9)),
        chunk('free', Buffer.alloc(0)),
        pakt([3, 5]),
        data(packet(3), packet(5)),
      ],
    ],
  ])('is understood %s', (_name, chunks) => {
    expect(readCafOpus(caf(...chunks))!.packets).toHaveLength(2);
  });

  it.each<[string, Buffer[]]>([
    ['other sound', [desc({ format: 'lpcm', bytes: 4 }), data(packet(4))]],
    ['five channels', [desc({ channels: 5 }), data(packet(3)), pakt([3])]],
    ['no rate', [desc({ rate: NaN }), data(packet(3)), pakt([3])]],
    ['no description', [data(packet(3)), pakt([3])]],
    ['no sound', [desc(), pakt([3])]],
    ['no table', [desc(), data(packet(3))]],
    ['no packets', [desc(), data(), pakt([])]],
    ['a table that breaks off', [desc(), data(packet(3), packet(3)), pakt([3], { count: 2 })]],
    ['a table of more than there is', [desc(), data(packet(3)), pakt([3, 3])]],
    ['an empty packet', [desc(), data(packet(3)), pakt([3, 0])]],
    ['an endless number', [desc(), data(packet(3)), chunk('pakt', Buffer.alloc(24 + 9, 0xff))]],
    ['millions of packets', [desc({ bytes: 1 }), data(Buffer.alloc(1_000_000))]],
    ['a packet that no page holds', [desc(), data(packet(65_025)), pakt([65_025])]],
    ['a chunk that goes backwards', [desc(), chunk('back', Buffer.alloc(0), -40)]],
  ])('is refused with %s', (_name, chunks) => {
    expect(oggOfCaf(caf(...chunks))).toBeUndefined();
  });

  it('is refused wherever it is cut off, and never throws', () => {
    for (let length = 0; length < TONE.length; length++)
      expect(oggOfCaf(TONE.subarray(0, length))).toBeUndefined();
  });
});
