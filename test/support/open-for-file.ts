import { afterAll, beforeAll } from '@jest/globals';
import { FarEnd } from './far-end.ts';
import { House } from './house.ts';

/** One far end and one house on it for all tests of a file: opened before the first, closed after the last. */
export function openForFile(use: (far: FarEnd, house: House) => void): void {
  let far: FarEnd | undefined;
  let house: House | undefined;
  beforeAll(async () => {
    far = await FarEnd.start();
    house = await House.open(far.env());
    use(far, house);
  });
  afterAll(async () => {
    await house?.close();
    await far?.stop();
  });
}
