import { readCafOpus, type OpusAudio } from './caf.opus.ts';

/** Any number: there is one stream in the file. */
const SERIAL = 1;
const BEGINS = 2;
const ENDS = 4;
/** A page counts its segments in one byte, and a segment its bytes. */
const MAX_SEGMENTS = 255;

/** Of single bytes. The polynomial is zlib's, but not bit-reversed, so zlib's checksum cannot be used. */
const CHECKSUMS = Int32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte << 24;
  for (let bit = 0; bit < 8; bit++) sum = (sum << 1) ^ (sum < 0 ? 0x04c11db7 : 0);
  return sum;
});

/**
 * The Opus of a Core Audio Format file as an Ogg file (RFC 7845): the same packets in another container, so nothing is
 * decoded and nothing lost. Undefined when the file holds other audio or is not in order.
 */
export function oggOfCaf(file: Buffer): Buffer | undefined {
  const audio = readCafOpus(file);
  if (!audio || audio.packets.some((packet) => segmentsOf(packet) > MAX_SEGMENTS)) return undefined;
  const pages = [pageOf([head(audio)], 0, BEGINS, 0), pageOf([tags()], 1, 0, 0)];
  const groups = inPages(audio.packets);
  let samples = 0;
  for (const [index, packets] of groups.entries()) {
    for (const packet of packets) samples += samplesOf(packet);
    pages.push(pageOf(packets, index + 2, index + 1 === groups.length ? ENDS : 0, samples));
  }
  return Buffer.concat(pages);
}

function head({ channels, preSkip, sampleRate }: OpusAudio): Buffer {
  const packet = Buffer.alloc(19);
  packet.write('OpusHead\x01', 'latin1');
  packet.writeUInt8(channels, 9);
  packet.writeUInt16LE(preSkip, 10);
  packet.writeUInt32LE(sampleRate, 12);
  return packet;
}

function tags(): Buffer {
  const packet = Buffer.alloc(20);
  packet.write('OpusTags\x04\0\0\0chip', 'latin1');
  return packet;
}

/** As many packets to a page as it can count; none is divided. */
function inPages(packets: readonly Buffer[]): Buffer[][] {
  const pages: Buffer[][] = [];
  let segments = MAX_SEGMENTS;
  for (const packet of packets) {
    segments += segmentsOf(packet);
    if (segments > MAX_SEGMENTS) {
      pages.push([]);
      segments = segmentsOf(packet);
    }
    pages.at(-1)!.push(packet);
  }
  return pages;
}

/** The last segment of a packet is shorter than 255 bytes, so that its end is seen; it may be empty. */
function segmentsOf(packet: Buffer): number {
  return Math.floor(packet.length / 255) + 1;
}

/** @param samples played until the end of this page, at 48 kHz */
function pageOf(packets: readonly Buffer[], number: number, flags: number, samples: number): Buffer {
  const lengths = packets.flatMap((packet) => [
    ...Array<number>(segmentsOf(packet) - 1).fill(255),
    packet.length % 255,
  ]);
  const header = Buffer.alloc(27);
  header.write('OggS', 'latin1');
  header.writeUInt8(flags, 5);
  header.writeBigInt64LE(BigInt(samples), 6);
  header.writeUInt32LE(SERIAL, 14);
  header.writeUInt32LE(number, 18);
  header.writeUInt8(lengths.length, 26);
  const page = Buffer.concat([header, Buffer.from(lengths), ...packets]);
  page.writeInt32LE(checksum(page), 22);
  return page;
}

function checksum(page: Buffer): number {
  let sum = 0;
  for (const byte of page) sum = (sum << 8) ^ CHECKSUMS[((sum >>> 24) ^ byte) & 0xff]!;
  return sum;
}

/** How long a packet plays, at 48 kHz, by its first byte or two (RFC 6716, 3.1). */
function samplesOf(packet: Buffer): number {
  const first = packet[0] ?? 0;
  const config = first >> 3;
  const frame =
    config < 12
      ? [480, 960, 1920, 2880][config % 4]!
      : config < 16
        ? [480, 960][config % 2]!
        : [120, 240, 480, 960][config % 4]!;
  const frames = [1, 2, 2, (packet[1] ?? 0) & 0x3f][first % 4]!;
  return frame * frames;
}
