import { variable } from './variables.ts';

/** US dollars per million tokens. */
export interface ModelPrice {
  readonly input: number;
  readonly output: number;
  /** For prompt tokens from the provider's cache; as `input` by default. */
  readonly cachedInput?: number;
}

export type ModelPrices = Readonly<Record<string, ModelPrice>>;

/** `model=input/output` or `model=input/output/cached`, comma-separated. */
export function modelPrices(): PropertyDecorator {
  const allowed =
    'models with their prices in US dollars per million tokens, such as a/model=0.15/0.6, and the price of cached input as a third number';
  const valid = (value: unknown): boolean => typeof value === 'object' && value !== null;
  return variable('modelPrices', allowed, read, valid);
}

/** What cannot be read is left as it is, which is no valid value. */
function read(text: string): ModelPrices | string {
  const entries: [string, ModelPrice][] = [];
  for (const part of text.split(',').filter((piece) => piece.trim() !== '')) {
    const at = part.lastIndexOf('=');
    const model = part.slice(0, Math.max(0, at)).trim();
    const [input = NaN, output = NaN, cachedInput, ...more] = part
      .slice(at + 1)
      .split('/')
      .map((number) => (number.trim() === '' ? NaN : Number(number)));
    const numbers = [input, output, cachedInput ?? 0];
    const fine = numbers.every((number) => Number.isFinite(number) && number >= 0) && more.length === 0;
    if (model === '' || !fine) return text;
    entries.push([model, { input, output, ...(cachedInput !== undefined && { cachedInput }) }]);
  }
  return Object.fromEntries(entries);
}
