/** Far enough to change an answer; downwards where there is room, for there models keep to the format. */
export function otherTemperature(temperature: number): number {
  return temperature >= 0.5 ? temperature / 2 : temperature + 0.4;
}
