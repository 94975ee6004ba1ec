import { describe, expect, it } from '@jest/globals';
import { addressesChip } from './addresses-chip.ts';

describe('whether a text addresses Chip', () => {
  it.each([
    'chip',
    'Chip, when is the next meetup?',
    'when is it, CHIP?',
    '@chip help us',
    '¿Chip?',
    '“Chip”',
    "Chip's turn",
    'Chip’s turn',
    'hey\nchip\n',
    'Chip👋',
    '👋Chip',
    'thanks Chip:)',
    '(chip)',
    'Chip…',
    'chip/ada',
    'ＣＨＩＰ?',
    'שלום Chip',
  ])('%j does', (text) => expect(addressesChip(text)).toBe(true));

  it.each([
    '',
    'chips',
    'microchip',
    'chipper',
    'chip2',
    '2chip',
    'chip_bot',
    'chíp',
    'chip\u0301',
    'échip',
    'chipé',
    'чип',
    'chipжук',
    'c h i p',
    'hello all',
  ])('%j does not', (text) => expect(addressesChip(text)).toBe(false));

  it('is decided at once, however long the text', () => {
    const startedAt = performance.now();
    expect(addressesChip('chi'.repeat(90_000))).toBe(false);
    expect(addressesChip('échip'.repeat(50_000))).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});
