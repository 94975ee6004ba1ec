import { exportContact } from './contact-rows.ts';
import { listDead, showDead } from './dead.ts';
import { findConversations } from './find-conversations.ts';
import { forget } from './forget.ts';
import { readKillSwitch, setKillSwitch } from './kill-switch.ts';
import { pause, resume } from './pause.ts';
import { purge } from './purge.ts';
import { redrive } from './redrive.ts';
import { sendByHand } from './send-by-hand.ts';
import { readStats } from './stats.ts';
import { readTrail } from './trail.ts';

/** What is asked by hand, under the names of the port. */
export const OPERATOR_OPERATIONS = {
  findConversations,
  readStats,
  readTrail,
  sendByHand,
  listDead,
  showDead,
  redrive,
  pause,
  resume,
  setKillSwitch,
  readKillSwitch,
  exportContact,
  forget,
  purge,
};
