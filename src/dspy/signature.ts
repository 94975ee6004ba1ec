import type { InputFields, OutputFields } from './fields.ts';

/** What a model call takes and gives, and how it should go about it. Immutable. */
export class Signature<Inputs extends InputFields, Outputs extends OutputFields> {
  readonly name: string;
  readonly instructions: string;
  readonly inputs: Inputs;
  readonly outputs: Outputs;

  constructor(name: string, instructions: string, fields: { inputs: Inputs; outputs: Outputs }) {
    this.name = name;
    this.instructions = instructions;
    this.inputs = fields.inputs;
    this.outputs = fields.outputs;
    checkFields(name, fields.inputs, fields.outputs);
  }

  /** The same fields under other instructions; this signature stays as it is. */
  withInstructions(instructions: string): Signature<Inputs, Outputs> {
    return new Signature(this.name, instructions, { inputs: this.inputs, outputs: this.outputs });
  }
}

/**
 * Declares a signature.
 *
 * Field names reach the prompt and, later, saved programs: renaming one is a breaking change.
 *
 * @throws TypeError when there is no input beside history and hints, no output, more than one history,
 *   a choice without words, a name used twice, or a name that could not stand in a section marker.
 */
export function signature<Inputs extends InputFields, Outputs extends OutputFields>(
  name: string,
  instructions: string,
  fields: { inputs: Inputs; outputs: Outputs },
): Signature<Inputs, Outputs> {
  return new Signature(name, instructions, fields);
}

function checkFields(name: string, inputs: InputFields, outputs: OutputFields): void {
  const refuse = (why: string): never => {
    throw new TypeError(`Signature ${name}: ${why}`);
  };
  const kinds = Object.values(inputs).map(({ kind }) => kind);
  if (kinds.every((kind) => kind === 'history' || kind === 'hint')) refuse('needs an input to answer to');
  if (kinds.filter((kind) => kind === 'history').length > 1) refuse('takes at most one history');
  if (Object.keys(outputs).length === 0) refuse('needs an output');
  for (const [fieldName, { kind, ...rest }] of [...Object.entries(inputs), ...Object.entries(outputs)])
    if (kind === 'oneOf' && 'choices' in rest && rest.choices.length === 0)
      refuse(`${fieldName} has nothing to choose from`);
  for (const fieldName of [...Object.keys(inputs), ...Object.keys(outputs)]) {
    if (!/^[A-Za-z]\w*$/.test(fieldName)) refuse(`${fieldName} is not a usable field name`);
    if (Object.hasOwn(inputs, fieldName) && Object.hasOwn(outputs, fieldName))
      refuse(`${fieldName} is both input and output`);
  }
}
