/** Opus packets as they lie in a file, with what a decoder has to know of them. */
export interface OpusAudio {
  packets: Buffer[];
  channels: number;
  /** What was recorded at, for the record: Opus itself always decodes to 48 kHz. */
  sampleRate: number;
  /** Samples at 48 kHz that the encoder needed to settle and that are not to be played. */
  preSkip: number;
}

/** An hour and more of the usual 20 ms; a file of 1-byte packets must not hold the process up. */
const MAX_PACKETS = 200_000;
/** What encoders need at 48 kHz where the file does not say it. */
const USUAL_PRE_SKIP = 312;

/**
 * The packets of a Core Audio Format file that holds Opus, which is how iPhones record voice messages; undefined when it
 * holds something else or is not in order.
 * https://developer.apple.com/library/archive/documentation/MusicAudio/Reference/CAFSpec/CAF_spec/CAF_spec.html
 */
export function readCafOpus(file: Buffer): OpusAudio | undefined {
  const chunks = chunksOf(file);
  const [desc, data, table] = [chunks.get('desc'), chunks.get('data'), chunks.get('pakt')];
  if (!desc || !data || desc.length < 32 || data.length < 4) return undefined;
  const sampleRate = desc.readDoubleBE(0);
  const [bytesPerPacket, framesPerPacket, channels] = [16, 20, 24].map((at) => desc.readUInt32BE(at));
  const isOpus = desc.toString('latin1', 8, 12) === 'opus' && sampleRate >= 8_000 && sampleRate <= 48_000;
  // More than two channels would need a mapping of them.
  if (!isOpus || (channels !== 1 && channels !== 2)) return undefined;

  // The first four bytes count edits.
  const audio = data.subarray(4);
  const packets = bytesPerPacket
    ? equal(audio, bytesPerPacket)
    : byTable(audio, table, framesPerPacket === 0);
  if (!packets || packets.length === 0) return undefined;
  const priming = table && table.length >= 24 ? table.readInt32BE(16) : 0;
  const preSkip = priming > 0 ? Math.round((priming * 48_000) / sampleRate) : USUAL_PRE_SKIP;
  return { packets, channels, sampleRate, preSkip: Math.min(preSkip, 0xffff) };
}

/** The first chunk of each name. One that runs over the end of the file is cut there; -1 says "up to the end". */
function chunksOf(file: Buffer): Map<string, Buffer> {
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at + 12 <= file.length;) {
    const name = file.toString('latin1', at, at + 4);
    const size = file.readBigInt64BE(at + 4);
    const end = size < 0n ? file.length : at + 12 + Math.min(Number(size), file.length);
    if (!chunks.has(name)) chunks.set(name, file.subarray(at + 12, end));
    at = end;
  }
  return chunks;
}

function equal(audio: Buffer, size: number): Buffer[] | undefined {
  const count = Math.floor(audio.length / size);
  if (count > MAX_PACKETS) return undefined;
  return Array.from({ length: count }, (_, index) => audio.subarray(index * size, (index + 1) * size));
}

/** The table holds the size of each packet, and the number of its frames as well where that varies. */
function byTable(audio: Buffer, table: Buffer | undefined, withFrames: boolean): Buffer[] | undefined {
  if (!table || table.length < 24) return undefined;
  const count = table.readBigInt64BE(0);
  if (count < 0n || count > MAX_PACKETS) return undefined;
  const packets: Buffer[] = [];
  const read = numbersIn(table.subarray(24));
  let at = 0;
  while (packets.length < Number(count)) {
    const size = read();
    if (withFrames) read();
    if (!size || at + size > audio.length) return undefined;
    packets.push(audio.subarray(at, (at += size)));
  }
  return packets;
}

/** Big-endian numbers of 7 bits a byte, the highest bit saying that more follow. Undefined at the end. */
function numbersIn(bytes: Buffer): () => number | undefined {
  let at = 0;
  return () => {
    let number = 0;
    // Four bytes are 256 MB, more than any packet.
    for (let length = 0; length < 4; length++) {
      const byte = bytes[at++];
      if (byte === undefined) return undefined;
      number = number * 128 + (byte & 0x7f);
      if (byte < 0x80) return number;
    }
    return undefined;
  };
}
