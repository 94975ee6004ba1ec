import type { Emulator } from '../emulator.ts';
import type { Generation } from '../journal.ts';
import { listScenarios, loadScenario, loadScenarioFile } from './scenario.ts';

/** Plays a scenario, by name or by the path of a file, onto the terminal. Answers the exit code. */
export async function playAndReport(
  { player }: Emulator,
  name: string,
  generation?: Generation,
): Promise<number> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const isPath = name.includes('/') || name.endsWith('.json');
  const scenario = isPath ? loadScenarioFile(name) : loadScenario(name);
  if (typeof scenario === 'string') {
    say(`! ${scenario}. There are:`);
    for (const known of listScenarios()) say(`!   ${known.name}: ${known.about}`);
    return 2;
  }
  const { state } = await player.play(scenario, generation, say);
  return state === 'done' ? 0 : 1;
}
