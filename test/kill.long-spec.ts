import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChipProcess } from '../scripts/chip.process.ts';
import { phone, said } from './support/canary.ts';
import { CrashSite } from './support/crash-site.ts';
import { until } from './support/far-end.ts';

let site: CrashSite;
let chip: ChipProcess | undefined;

beforeEach(async () => {
  site = await CrashSite.open();
});
afterEach(async () => {
  await chip?.stop('SIGKILL');
  await site.close();
});

/**
 * Starts again and sends a second text. Its reply can only leave when the first one is settled, so once it is out
 * the journal says for good how often the first was sent.
 */
async function expectAnsweredOnce(contact: string): Promise<void> {
  chip = await site.start();
  await site.far.sent(contact, 1, 20_000);
  await site.far.inbound({ contact, text: said('second') });
  await until(
    async () => (await site.far.textsTo(contact)).some((text) => text.includes(said('second'))),
    20_000,
  );
  expect(await site.far.textsTo(contact)).toEqual([`Heard: ${said('first')}`, `Heard: ${said('second')}`]);
}

describe('a text whose server is killed with SIGKILL', () => {
  it.each([
    ['before it is stored', 'before:admit'],
    ['when it is stored and not yet acknowledged', 'after:admit'],
    ['when it is acknowledged and not yet claimed', 'before:claimTurn'],
    ['when it is claimed', 'after:claimTurn'],
    ['when the reply is made and not yet committed', 'before:commitTurn'],
    ['when the reply is committed and nobody knows', 'after:commitTurn'],
    ['when the send is claimed', 'after:claimSend'],
    ['when the reply is sent and not yet recorded', 'before:recordSend'],
    ['when the send is recorded', 'after:recordSend'],
    ['before its status webhook is stored', 'before:admit:delivery'],
    ['after its status webhook is stored', 'after:admit:delivery'],
  ])('%s is answered once', async (_when, failpoint) => {
    const doomed = await site.start(failpoint);
    await site.far.inbound({ contact: phone(70), text: said('first') });
    expect(await doomed.exited).toEqual([null, 'SIGKILL']);
    await expectAnsweredOnce(phone(70));
  });

  it('while the model is thinking is answered once', async () => {
    await site.far.faults({ model: { script: [{ hangMs: 60_000 }] } });
    const doomed = await site.start();
    await site.far.inbound({ contact: phone(71), text: said('first') });
    await until(async () => (await site.far.modelCalls()).length > 0);
    await doomed.stop('SIGKILL');
    await expectAnsweredOnce(phone(71));
  });

  it('while Loop has taken the reply and not yet answered is answered once', async () => {
    await site.far.faults({ loop: { hangMs: 60_000 } });
    const doomed = await site.start();
    await site.far.inbound({ contact: phone(72), text: said('first') });
    await until(async () => (await site.far.journal()).sends.length > 0);
    await doomed.stop('SIGKILL');
    await site.far.faults({});
    await expectAnsweredOnce(phone(72));
  });
});
