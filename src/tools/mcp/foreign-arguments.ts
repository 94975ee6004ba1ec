import { Ajv, type Options } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { checkBy, type CheckArguments } from '../check-arguments.ts';

const OPTIONS: Options = {
  allErrors: true,
  ownProperties: true,
  // Schemas of others hold keywords, formats and annotations that we know nothing of.
  strict: false,
  validateFormats: false,
  logger: false,
};
/** Every model request carries it. */
const MOST_CHARACTERS = 8_000;

/**
 * A check against a schema that somebody else wrote: what it leaves open stays open, what it calls by names of its own is
 * not looked at. The server checks again.
 *
 * @throws Error saying why it cannot be used.
 */
export function foreignArgumentCheck(schema: Readonly<Record<string, unknown>>): CheckArguments {
  if (schema.type !== 'object') throw new Error('its arguments are no object');
  if (JSON.stringify(schema).length > MOST_CHARACTERS)
    throw new Error(`its schema is longer than ${MOST_CHARACTERS} characters`);
  // MCP's own draft where none is named (https://modelcontextprotocol.io/specification/2025-11-25/basic#json-schema-usage).
  const { $schema = 'https://json-schema.org/draft/2020-12/schema', ...rest } = schema;
  const Dialect = /draft-0[4-7]\//.test(String($schema)) ? Ajv : Ajv2020;
  const ajv = new Dialect(OPTIONS);
  // A pattern can be made such that matching one line of text takes for ever.
  ajv.removeKeyword('pattern');
  ajv.removeKeyword('patternProperties');
  try {
    return checkBy(ajv.compile(rest));
  } catch (error) {
    throw new Error('its schema cannot be compiled', { cause: error });
  }
}
