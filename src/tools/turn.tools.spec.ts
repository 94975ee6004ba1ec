import { beforeEach, describe, expect, it } from '@jest/globals';
import { CapturedLog } from '../../test/support/captured-log.ts';
import { toolContext } from '../../test/support/tool-context.ts';
import { CurrentTimeTool } from './current-time.tool.ts';
import { NoopTool } from './noop.tool.ts';
import { SecretGuard } from './secret.guard.ts';
import { ToolRegistry } from './tool.registry.ts';
import { TurnTools } from './turn.tools.ts';

const { signal, ...context } = toolContext();
const toolsOf = (): TurnTools =>
  new TurnTools(new ToolRegistry([new NoopTool(), new CurrentTimeTool()], new SecretGuard([])), context);

beforeEach(() => {
  new CapturedLog();
});

describe('the tools of a turn', () => {
  it('are what the registry has, ready to be called, for the conversation of the turn', async () => {
    const tools = toolsOf();
    expect(tools.specs.map(({ name }) => name)).toEqual(['current_time', 'noop']);
    const [time] = tools.specs;
    expect(time).toMatchObject({ description: expect.any(String), parameters: { type: 'object' } });
    expect(await time?.invoke({}, { signal })).toContain('March 10, 2027');
  });

  it('record every call, refused ones too, in order', async () => {
    const tools = toolsOf();
    const [time, noop] = tools.specs;
    await noop?.invoke({}, { signal });
    await time?.invoke({ to: 'x' }, { signal });
    expect(tools.calls.map(({ tool, arguments: args, outcome }) => [tool, args, outcome])).toEqual([
      ['noop', '{}', 'ok'],
      ['current_time', '{"to":"x"}', 'refused'],
    ]);
  });

  it('are called twelve times and no more, however often a model asks', async () => {
    const tools = toolsOf();
    const asked = await Promise.all(Array.from({ length: 50 }, () => tools.specs[1]!.invoke({}, { signal })));
    expect(asked.filter((answer) => answer === 'Done.')).toHaveLength(12);
    expect(asked.at(-1)).toBe('No more calls in this turn. Answer with what is known.');
    expect(tools.calls).toHaveLength(12);
  });

  it('end with the turn', async () => {
    const ended = AbortSignal.abort(new Error('a newer text'));
    await expect(toolsOf().specs[1]?.invoke({}, { signal: ended })).rejects.toThrow('a newer text');
  });
});
