import { describe, expect, it } from '@jest/globals';
import { sniff } from './sniff.ts';

const file = (start: string): Buffer => Buffer.concat([Buffer.from(start, 'latin1')], 64);
/** The first box of an ISO file: its size, its name, brand, version, other brands. */
const boxes = (brand: string, ...others: string[]): Buffer =>
  file(`\0\0\0${String.fromCharCode(16 + 4 * others.length)}ftyp${brand}\0\0\0\0${others.join('')}heic`);

const KNOWN: readonly (readonly [string, Buffer])[] = [
  ['image/jpeg', file('\xff\xd8\xff\xe0\0\x10JFIF\0')],
  ['image/png', file('\x89PNG\r\n\x1a\n\0\0\0\rIHDR')],
  ['image/gif', file('GIF87a')],
  ['image/gif', file('GIF89a')],
  ['image/webp', file('RIFF\x24\0\0\0WEBPVP8 ')],
  ['image/heic', boxes('heic', 'mif1', 'heic')],
  ['image/heic', boxes('mif1', 'heic')],
  ['audio/wav', file('RIFF\x24\0\0\0WAVEfmt ')],
  ['audio/ogg', file('OggS\0\x02')],
  ['audio/flac', file('fLaC\0\0\0\x22')],
  ['audio/x-caf', file('caff\0\x01\0\0desc')],
  ['audio/amr', file('#!AMR\n<')],
  ['audio/amr', file('#!AMR-WB\n')],
  ['audio/mpeg', file('ID3\x04\0\0')],
  ['audio/mpeg', file('ID3\x03\0\0')],
  ['audio/mpeg', file('\xff\xfb\x90\x64')],
  ['audio/mpeg', file('\xff\xf3\x84\xc4')],
  ['audio/aac', file('\xff\xf1\x50\x80')],
  ['audio/mp4', boxes('M4A ', 'mp42', 'isom')],
  ['audio/mp4', boxes('isom')],
  ['audio/mp4', boxes('3gp4')],
];

const UNKNOWN: readonly (readonly [string, Buffer])[] = [
  ['nothing', Buffer.alloc(0)],
  ['one byte', Buffer.from([0xff])],
  ['zeros', Buffer.alloc(64)],
  ['HTML', file('<!doctype html>')],
  ['SVG, which can run scripts', file('<svg xmlns="http://www.w3.org/2000/svg">')],
  ['gzip', file('\x1f\x8b\x08\0')],
  ['PDF', file('%PDF-1.7')],
  ['a program', file('\x7fELF\x02\x01\x01\0')],
  ['text that starts like a tag', file('ID3 is a tag')],
  ['text in UTF-16', file('\xff\xfeh\0i\0')],
  ['a signature that is not at the start', file(' GIF89a')],
  ['another file of RIFF', file('RIFF\x24\0\0\0AVI LIST')],
  ['MPEG audio without a bit rate', file('\xff\xfb\xf0\x64')],
  ['AVIF, whose bytes after the first box say heic', boxes('avif', 'mif1')],
  ['a first box without brands', file('\0\0\0\x08ftypheic')],
  ['a first box that is cut off', Buffer.from('\0\0\0\x18ftyp', 'latin1')],
];

describe('sniff', () => {
  it.each(KNOWN)('knows %s by its bytes', (type, bytes) => {
    expect(sniff(bytes)).toBe(type);
  });

  it.each(UNKNOWN)('does not take %s for an image or a sound', (_name, bytes) => {
    expect(sniff(bytes)).toBeUndefined();
  });
});
