import { randomInt } from 'node:crypto';
import { Tool, type ToolDescription } from '../../src/tools/tool.ts';

export class DiceTool extends Tool {
  readonly name = 'dice';

  override describe(): ToolDescription {
    return {
      description: 'Rolls a die. Call it when somebody leaves a choice to chance.',
      parameters: { type: 'object', properties: { sides: { type: 'integer', minimum: 2, maximum: 100 } } },
    };
  }

  override invoke({ sides = 6 }: { sides?: number }): Promise<unknown> {
    return Promise.resolve({ rolled: randomInt(1, sides + 1) });
  }
}
