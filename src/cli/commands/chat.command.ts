import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ChipCommand } from '../chip.command.ts';
import { CommandError } from '../command.error.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** `npm run chat` under another name. */
export const chat: ChipCommand = {
  usage: 'chat',
  summary: 'text with Chip in this terminal, with Loop Message emulated',
  async run({ chip }) {
    if (chip.json) throw new CommandError('a chat has no JSON');
    const script = `${ROOT}scripts/chat.ts`;
    if (!existsSync(script))
      throw new CommandError('the chat comes with the sources of Chip: run it in a checkout');
    const child = spawn(process.execPath, [script], { stdio: 'inherit' });
    const [code] = (await once(child, 'close')) as [number | null];
    return { data: { code }, text: '', failed: code !== 0 };
  },
};
