/** File types by their first 16 bytes in hexadecimal. */
const SIGNATURES: readonly (readonly [RegExp, string])[] = [
  [/^ffd8ff/, 'image/jpeg'],
  [/^89504e470d0a1a0a/, 'image/png'], // .PNG....
  [/^474946383[79]61/, 'image/gif'], // GIF87a, GIF89a
  [/^52494646.{8}57454250/, 'image/webp'], // RIFF, size, WEBP
  [/^52494646.{8}57415645/, 'audio/wav'], // RIFF, size, WAVE
  [/^4f67675300/, 'audio/ogg'], // OggS, version 0
  [/^664c6143/, 'audio/flac'], // fLaC
  [/^636166660001/, 'audio/x-caf'], // caff, version 1
  [/^2321414d52(?:2d5742)?0a/, 'audio/amr'], // #!AMR, #!AMR-WB
  [/^4944330[234]00/, 'audio/mpeg'], // ID3, versions 2 to 4
  // A frame of MPEG audio: 11 bits set, a version that exists, layer III, a bit rate and a sampling rate that exist.
  [/^ff(?:e[23]|f[23ab])[1-9a-e][0-9ab]/, 'audio/mpeg'],
  // The same with 12 bits set and layer 0 is a frame of AAC.
  [/^fff[0189]/, 'audio/aac'],
];

const HEIC_BRAND = /heic|heix|heim|heis|hevc|hevx|hevm|hevs/;
const AUDIO_BRAND = /^(?:M4A |M4B |isom|iso[2-6]|mp41|mp42|dash|3gp.)/;

/**
 * The media type that the bytes themselves show, whatever the far end claimed; undefined unless it is one of the images
 * and sounds that people send. It says what the file begins like, not that a decoder will accept it.
 */
export function sniff(bytes: Buffer): string | undefined {
  const start = bytes.toString('hex', 0, 16);
  return SIGNATURES.find(([signature]) => signature.test(start))?.[1] ?? sniffBoxes(bytes);
}

/** HEIC and MP4 are both boxes of ISO 14496-12; the first one, `ftyp`, lists brands after its size and name. */
function sniffBoxes(bytes: Buffer): string | undefined {
  if (bytes.length < 16 || bytes.toString('latin1', 4, 8) !== 'ftyp') return undefined;
  const brands = bytes.toString('latin1', 8, Math.min(bytes.readUInt32BE(0), 256));
  if (HEIC_BRAND.test(brands)) return 'image/heic';
  // Film in the same container passes as well; whoever transcribes it takes the sound.
  return AUDIO_BRAND.test(brands) ? 'audio/mp4' : undefined;
}
