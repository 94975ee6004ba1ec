import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { ToolParameters } from './tool.ts';

/** Problems with a tool's arguments, in words a model can act on; none: they fit. */
export type CheckArguments = (input: unknown) => string[];

/**
 * A check of arguments against a tool's schema. What the schema does not name is refused: a model that passes "to" or
 * "conversation" to a tool without them has been talked into something.
 *
 * @throws Error naming what is wrong with the schema.
 */
export function argumentCheck({ type, properties, required }: ToolParameters): CheckArguments {
  // Strict: a misspelt keyword would otherwise let everything through. Formats say nothing a tool should rely on.
  const ajv = new Ajv({ allErrors: true, strict: true, validateFormats: false, ownProperties: true });
  const schema = { type, properties, required: required ?? [], additionalProperties: false };
  const validate: ValidateFunction = ajv.compile(schema);
  return (input) => (validate(input) ? [] : (validate.errors ?? []).map(problem));
}

function problem({ instancePath, message, params }: ErrorObject): string {
  const where = instancePath === '' ? 'the arguments' : instancePath.slice(1).replaceAll('/', '.');
  const extra = (params as { additionalProperty?: string }).additionalProperty;
  return `${where} ${message ?? 'do not fit'}${extra === undefined ? '' : ` (${extra.slice(0, 40)})`}`;
}
