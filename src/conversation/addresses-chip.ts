/** Not in the middle of a word of any script: “microchip” and “chips” are about something else. */
const CHIP = /(?<![\p{L}\p{M}\p{N}_])chip(?![\p{L}\p{M}\p{N}_])/iu;

/** True when a text calls Chip by his name, anywhere and in any case. NFKC: some keyboards write ＣＨＩＰ. */
export function addressesChip(text: string): boolean {
  return CHIP.test(text.normalize('NFKC'));
}
