import type { DataField, OutputFields } from '../fields.ts';
import type { JsonSchema } from '../messages.ts';

/**
 * The schema of an object with these fields, as strict modes want it: every property required and no others allowed
 * (https://console.groq.com/docs/structured-outputs).
 */
export function objectSchema(fields: OutputFields): JsonSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, schemaOf(field)])),
    required: Object.keys(fields),
    additionalProperties: false,
  };
}

function schemaOf(field: DataField): JsonSchema {
  const { description } = field;
  switch (field.kind) {
    case 'string':
    case 'number':
    case 'boolean':
      return { type: field.kind, description };
    case 'oneOf':
      return { type: 'string', enum: [...field.choices], description };
    case 'list':
      return { type: 'array', items: schemaOf(field.items), description };
    case 'object':
      return { ...objectSchema(field.properties), description };
    default:
      return field satisfies never;
  }
}
