/** `inTheDay` of `local-time.ts`, whose library is loaded when it is needed: it is 8 MB in memory. */
export async function dayTime(moment: number, timeZone: string): Promise<number> {
  const { inTheDay } = await import('./local-time.ts');
  return inTheDay(moment, timeZone);
}
