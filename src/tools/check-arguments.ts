import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { ToolParameters } from './tool.ts';

/** Problems with a tool's arguments, in words a model can act on; none: they fit. */
export type CheckArguments = (input: unknown) => string[];

/**
 * A check of arguments against a tool's schema. What the schema does not name is refused, at any depth: a model that
 * passes "to" or "conversation" to a tool without them has been talked into something.
 *
 * @throws Error naming what is wrong with the schema.
 */
export function argumentCheck(parameters: ToolParameters): CheckArguments {
  // Strict: a misspelt keyword would otherwise let everything through. Formats say nothing a tool should rely on.
  const ajv = new Ajv({ allErrors: true, strict: true, validateFormats: false, ownProperties: true });
  return checkBy(ajv.compile(closed({ required: [], ...parameters }) as object));
}

export function checkBy(validate: ValidateFunction): CheckArguments {
  return (input) => (validate(input) ? [] : (validate.errors ?? []).map(problem));
}

/** JSON schema takes every property for allowed unless it is told otherwise, in each object again. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const parts = Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, closed(part)]));
  return parts.type === 'object' ? { additionalProperties: false, ...parts } : parts;
}

function problem({ instancePath, message, params }: ErrorObject): string {
  const where = instancePath === '' ? 'the arguments' : instancePath.slice(1, 100).replaceAll('/', '.');
  const { additionalProperty, allowedValues } = params as {
    additionalProperty?: string;
    allowedValues?: unknown[];
  };
  const what = additionalProperty ?? allowedValues?.join(', ');
  return `${where} ${message ?? 'do not fit'}${what === undefined ? '' : ` (${what.slice(0, 80)})`}`;
}
