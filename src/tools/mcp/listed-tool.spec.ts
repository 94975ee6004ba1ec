import { expect, it } from '@jest/globals';
import { everything } from '../../../test/support/mcp-settings.ts';
import { listedTool } from './listed-tool.ts';
import { McpTool } from './mcp.tool.ts';

const asks = (annotations: unknown, settings = everything(['x'])): boolean | undefined => {
  const listed = listedTool({ name: 'x', inputSchema: { type: 'object' }, annotations });
  return listed && new McpTool(settings, listed, () => undefined).asks;
};

it('a server can make its tool ask for a yes, and cannot talk it out of one', () => {
  expect(asks(undefined)).toBe(false);
  expect(asks({ readOnlyHint: true })).toBe(false);
  expect(asks({ readOnlyHint: false })).toBe(true);
  expect(asks({ destructiveHint: true })).toBe(true);
  expect(asks({ readOnlyHint: true }, everything([], { asks: ['x'] }))).toBe(true);
});
