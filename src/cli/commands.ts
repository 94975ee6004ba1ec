import type { ChipCommand } from './chip.command.ts';
import { deadList } from './commands/dead-list.command.ts';
import { deadRedrive } from './commands/dead-redrive.command.ts';
import { deadShow } from './commands/dead-show.command.ts';
import { backup } from './commands/backup.command.ts';
import { chat } from './commands/chat.command.ts';
import { doctor } from './commands/doctor.command.ts';
import { exportContact } from './commands/export.command.ts';
import { forget } from './commands/forget.command.ts';
import { gaps } from './commands/gaps.command.ts';
import { history } from './commands/history.command.ts';
import { killSwitch } from './commands/kill-switch.command.ts';
import { move } from './commands/move.command.ts';
import { pause } from './commands/pause.command.ts';
import { purge } from './commands/purge.command.ts';
import { restoreBackup } from './commands/restore.command.ts';
import { resume } from './commands/resume.command.ts';
import { send } from './commands/send.command.ts';
import { setup } from './commands/setup.command.ts';
import { stats } from './commands/stats.command.ts';
import { why } from './commands/why.command.ts';

/** Everything that `chip` can be told, in the order of its help. A further command is a further line. */
export const COMMANDS: readonly ChipCommand[] = [
  setup,
  doctor,
  chat,
  send,
  history,
  stats,
  why,
  gaps,
  deadList,
  deadShow,
  deadRedrive,
  pause,
  resume,
  killSwitch,
  exportContact,
  forget,
  purge,
  backup,
  restoreBackup,
  move,
];

/** What commands of two words are about. */
export const GROUPS: Readonly<Record<string, string>> = {
  dead: 'texts and replies that were given up: list, show, redrive',
};
