/**
 * An MCP server on stdio with the tools that a well-behaved one does not have. Its lists are what a client gets, since it
 * answers below the layer of the SDK that would check them.
 */
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';

const server = new Server({ name: 'odd', version: '1' }, { capabilities: { tools: { listChanged: true } } });
const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const text = (said: unknown) => ({
  content: [{ type: 'text', text: typeof said === 'string' ? said : JSON.stringify(said) }],
});
let changes = 0;

server.setRequestHandler(ListToolsRequestSchema, async ({ params }) => {
  if (process.env.HANG_LIST) await new Promise<never>(() => undefined);
  // Two pages.
  if (params?.cursor === undefined)
    return {
      nextCursor: 'more',
      tools: [
        {
          name: 'Say Hello!',
          description: `Says  hello.\n\u0007${'x'.repeat(2000)}`,
          inputSchema: object(
            { to: { type: 'string', 'x-hint': 'a name', format: 'person' } },
            { $schema: 'http://json-schema.org/draft-07/schema#', examples: [] },
          ),
        },
        { name: 'open', description: 'Takes anything.', inputSchema: object({}) },
        {
          name: 'closed',
          description: 'Takes one thing.',
          inputSchema: object({ a: { type: 'integer' } }, { additionalProperties: false, required: ['a'] }),
        },
        {
          name: 'modern',
          description: '2020-12.',
          inputSchema: object(
            { pair: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }], items: false } },
            { $defs: { x: {} } },
          ),
        },
        {
          name: 'slow-pattern',
          description: 'A pattern.',
          inputSchema: object({ a: { type: 'string', pattern: '^(a+)+$' } }),
        },
      ],
    } as never;
  return {
    tools: [
      { name: 'broken', description: 'Wrong.', inputSchema: object({ a: { type: 'text' } }) },
      {
        name: 'remote',
        description: 'Elsewhere.',
        inputSchema: object({ a: { $ref: 'https://evil.example/schema.json' } }),
      },
      {
        name: 'long',
        description: 'Long.',
        inputSchema: object({ a: { type: 'string', description: 'x'.repeat(9000) } }),
      },
      { name: 'listless', description: 'No object.', inputSchema: { type: 'array' } },
      { name: 'schemaless' },
      'not a tool',
      { name: 'hang', description: 'Never ends.', inputSchema: object({}) },
      { name: 'freeze', description: 'Stops the whole server.', inputSchema: object({}) },
      { name: 'big', description: 'Says a lot.', inputSchema: object({}) },
      { name: 'mixed', description: 'Says many things.', inputSchema: object({}) },
      { name: 'fail', description: 'Fails.', inputSchema: object({}) },
      { name: 'refuse', description: 'Refuses.', inputSchema: object({}) },
      { name: 'ask', description: 'Wants the model.', inputSchema: object({}) },
      { name: 'change', description: `Changes the list, version ${changes}.`, inputSchema: object({}) },
      ...(changes > 0 ? [{ name: 'added', description: 'New.', inputSchema: object({}) }] : []),
    ],
  } as never;
});

server.setRequestHandler(CallToolRequestSchema, async ({ params: { name, arguments: args } }) => {
  switch (name) {
    case 'hang':
      return await new Promise<never>(() => undefined);
    case 'freeze':
      return Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000) as never;
    case 'big':
      return text('word '.repeat(200_000));
    case 'mixed':
      return {
        content: [
          { type: 'text', text: 'one' },
          { type: 'image', data: 'AAAA', mimeType: 'image/png' },
          { type: 'resource', resource: { uri: 'x:1', text: 'two' } },
          { type: 'resource_link', uri: 'https://example.org/three', name: 'three' },
        ],
      };
    case 'fail':
      return { ...text('the shelf is empty'), isError: true };
    case 'refuse':
      throw new Error('not on Sundays');
    case 'ask':
      return text(
        await server.createMessage({ messages: [], maxTokens: 10 }).catch((error: Error) => error.message),
      );
    case 'change':
      changes++;
      await server.sendToolListChanged();
      return text('changed');
    default:
      return text(args ?? {});
  }
});

await server.connect(new StdioServerTransport());
