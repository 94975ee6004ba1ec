import type { DataField } from '../fields.ts';

/** A field for the model to read: what it is about and, unless it is plain text, how it is written. */
export function describeField(field: DataField): string {
  const form = formOf(field);
  return form === undefined ? field.description : `${field.description}; ${form}`;
}

/** The form of a value in JSON: `{"name": "...", "tags": ["...", ...]}`. */
export function sketch(field: DataField): string {
  switch (field.kind) {
    case 'string':
      return '"..."';
    case 'number':
      return '0';
    case 'boolean':
      return 'true or false';
    case 'oneOf':
      return field.choices.map((choice) => JSON.stringify(choice)).join(' or ');
    case 'list':
      return `[${sketch(field.items)}, ...]`;
    case 'object': {
      const parts = Object.entries(field.properties).map(([name, part]) => `"${name}": ${sketch(part)}`);
      return `{${parts.join(', ')}}`;
    }
    default:
      return field satisfies never;
  }
}

function formOf(field: DataField): string | undefined {
  switch (field.kind) {
    case 'string':
      return undefined;
    case 'number':
      return 'a number, digits only';
    case 'boolean':
      return 'true or false';
    case 'oneOf':
      return `one of: ${field.choices.join(', ')}`;
    case 'list':
    case 'object': {
      const parts = field.kind === 'object' ? partsOf(field.properties) : '';
      return `JSON: ${sketch(field)}${parts}`;
    }
    default:
      return field satisfies never;
  }
}

function partsOf(properties: Readonly<Record<string, DataField>>): string {
  const parts = Object.entries(properties).map(([name, { description }]) => `${name}: ${description}`);
  return `, where ${parts.join('; ')}`;
}
