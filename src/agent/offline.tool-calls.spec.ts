import { beforeEach, describe, expect, it } from '@jest/globals';
import { CapturedLog } from '../../test/support/captured-log.ts';
import { chipBy } from '../../test/support/chip-by.ts';
import { ChipConfig } from '../config/chip.config.ts';
import { KnowledgeBase } from '../tools/knowledge/knowledge.base.ts';
import { KnowledgeTool } from '../tools/knowledge/knowledge.tool.ts';
import { CurrentTimeTool } from '../tools/current-time.tool.ts';
import { offlineCall } from './offline.tool-calls.ts';
import { OfflineLanguageModel } from './offline.language-model.ts';

const chip = chipBy(new OfflineLanguageModel(), new ChipConfig(), [
  new CurrentTimeTool(),
  new KnowledgeTool(new KnowledgeBase('knowledge')),
]);

beforeEach(() => {
  new CapturedLog();
});

describe('the offline model with tools', () => {
  it('calls one where a text has the right words, and shows what it gave as words', async () => {
    const time = await chip.generateReply('What day is it?');
    expect(time).toMatch(/^Chip's offline model here .* You wrote: What day is it\?\nA tool says:\n/);
    expect(time).toContain(String(new Date().getFullYear()));
    const parking = await chip.generateReply('Where can I park at the meetup?');
    expect(parking).toContain('Meetups (sample page)');
    expect(parking).not.toMatch(/[{}[\]]/);
  });

  it.each([
    ['remind me in 1 minute to buy bread', { action: 'set', in_minutes: 1, text: 'buy bread' }],
    ['Remind me in 2 hours about the talk', { action: 'set', in_minutes: 120, text: 'the talk' }],
    ['cancel my reminder to buy bread', { action: 'cancel', which: 'buy bread' }],
    ['Which reminders do I have?', { action: 'list' }],
  ])('makes reminders of plain words: %s', (content, expected) => {
    const parameters = { type: 'object' };
    const tools = ['knowledge', 'remind'].map((name) => ({ name, description: name, parameters }));
    const call = offlineCall([{ role: 'user', content }], tools);
    expect(call?.name).toBe('remind');
    expect(JSON.parse(call?.arguments ?? '')).toEqual(expected);
    expect(offlineCall([{ role: 'user', content }], [])).toBeUndefined();
  });

  it('calls none for other texts', async () => {
    expect(await chip.generateReply('Hello')).toBe(
      "Chip's offline model here (no GROQ_API_KEY is set). You wrote: Hello",
    );
  });
});
