import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { ConfigError, readConfig } from '../../config/read-config.ts';
import { askQuestions, type Question } from '../ask-questions.ts';
import type { ChipCommand } from '../chip.command.ts';
import { CommandError } from '../command.error.ts';

const FILE = '.env';

const QUESTIONS: readonly Question[] = [
  {
    name: 'GROQ_API_KEY',
    ask: 'Key of the model (https://console.groq.com/keys; empty: offline model)',
    secret: true,
  },
  {
    name: 'LOOP_API_KEY',
    ask: "Loop's API key (dashboard of your organization; empty: nothing is sent)",
    secret: true,
  },
  { name: 'LOOP_SENDER', ask: 'Id of your sender at Loop (empty in the sandbox)' },
  { name: 'PUBLIC_URL', ask: 'Address of this server, as in https://chip.example (empty: not known yet)' },
];

/** The first configuration. Never touches one that is there. */
export const setup: ChipCommand = {
  usage: 'setup',
  summary: 'asks what it needs, writes .env, and says what to set at Loop Message',
  async run() {
    if (existsSync(FILE))
      throw new CommandError(
        'there is a .env here already, which is left as it is: change it by hand, or move it away',
      );
    const answers = await askQuestions(QUESTIONS);
    const secret = randomBytes(32).toString('hex');
    const set = { NODE_ENV: 'production', ...answers, LOOP_WEBHOOK_SECRET: secret };
    expectValid(set);
    const lines = Object.entries(set).map(([name, value]) => `${name}=${value}`);
    writeFileSync(FILE, `# Made by chip setup. All variables: .env.example\n${lines.join('\n')}\n`, {
      mode: 0o600,
      flag: 'wx',
    });
    const webhook = `${answers.PUBLIC_URL || 'https://your-host'}/webhooks/loop`;
    const data = { file: FILE, webhookUrl: webhook, authorization: secret };
    return { data, text: nextSteps(webhook, secret) };
  },
};

function expectValid(set: Record<string, string>): void {
  try {
    readConfig(set);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new CommandError(
      `nothing was written:\n${error.problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
  }
}

const nextSteps = (webhook: string, secret: string): string => `wrote .env, readable by you alone

In Loop's dashboard, under the webhooks of your organization, set
  URL                   ${webhook}
  Authorization header  ${secret}

Then start Chip (npm start) and look whether all is well: npm run chip -- doctor`;
