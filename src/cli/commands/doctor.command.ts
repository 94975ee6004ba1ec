import type { ChipCommand } from '../chip.command.ts';
import { checkClock } from '../doctor/check-clock.ts';
import { checkConfig } from '../doctor/check-config.ts';
import { checkDatabase } from '../doctor/check-database.ts';
import { checkLoop } from '../doctor/check-loop.ts';
import { checkModel } from '../doctor/check-model.ts';
import { checkNames } from '../doctor/check-names.ts';
import { checkTwilio } from '../doctor/check-twilio.ts';
import { checkWebhooks } from '../doctor/check-webhooks.ts';
import type { Finding } from '../doctor/finding.ts';

const MARKS = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' } as const;

/** Looks at everything that an installation needs, and says of each thing how to mend it. Sends and changes nothing. */
export const doctor: ChipCommand = {
  usage: 'doctor',
  summary: 'checks configuration, keys, webhooks, database, models and clock',
  async run({ chip }) {
    const findings: Finding[] = [...checkConfig(chip.environment), ...checkNames(chip.environment)];
    if (findings.every(({ level }) => level !== 'fail')) {
      const { config } = chip;
      const [database, model, loop, twilio, webhooks] = await Promise.all([
        checkDatabase(chip),
        checkModel(config),
        checkLoop(config),
        checkTwilio(config),
        checkWebhooks(config),
      ]);
      const clocks = [model, loop, twilio, webhooks].map(({ date }) => date);
      findings.push(
        ...database,
        ...model.findings,
        ...loop.findings,
        ...twilio.findings,
        ...webhooks.findings,
        checkClock(clocks),
      );
    }
    const failed = findings.some(({ level }) => level === 'fail');
    const text = findings.map(
      ({ level, what, mend }) => `${MARKS[level]}  ${what}${mend === undefined ? '' : `\n      -> ${mend}`}`,
    );
    return { data: findings, text: text.join('\n'), failed };
  },
};
