/** `node chaos/auditor/main.ts FOLDER`: judges what a run has left there. Shares no code with Chip. */
import { Evidence } from './evidence.ts';
import { judge } from './judge.ts';

const [folder] = process.argv.slice(2);
if (!folder) {
  process.stderr.write('name the folder of a run: npm run chaos -- --keep says where it is\n');
  process.exit(2);
}
process.stdout.write(`${JSON.stringify(judge(Evidence.read(folder)))}\n`);
