import { problemOf } from '../check-value.ts';
import type { DataField, Field, Image, InputFields, OutputFields, Turn } from '../fields.ts';
import type { Signature } from '../signature.ts';

export type Values = Readonly<Record<string, unknown>>;
type AnySignature = Signature<InputFields, OutputFields>;

/** The inputs that are written down as text, in order. */
export function dataInputs({ inputs }: AnySignature): [name: string, field: DataField][] {
  return Object.entries(inputs).filter((entry): entry is [string, DataField] => isData(entry[1]));
}

/** One text in, one text out: markers would be tokens without information. */
export function isPlain(signature: AnySignature): boolean {
  const inputs = dataInputs(signature).map(([, { kind }]) => kind);
  const outputs = Object.values(signature.outputs).map(({ kind }) => kind);
  return [inputs, outputs].every(([kind, ...more]) => kind === 'string' && more.length === 0);
}

/** @throws TypeError naming an input that is absent or of the wrong kind. A missing history is an empty one. */
export function checkInputs(signature: AnySignature, values: Values): void {
  for (const [name, field] of Object.entries(signature.inputs)) {
    const value = values[name];
    if (value === undefined && (field.kind === 'hint' || field.kind === 'history')) continue;
    const problem = value === undefined ? 'is missing' : problemOf(field, value);
    if (problem) throw new TypeError(`${signature.name}: input ${name} ${problem}`);
  }
}

export function historyOf(signature: AnySignature, values: Values): readonly Turn[] {
  return (valueOf(signature, values, 'history') ?? []) as readonly Turn[];
}

export function imagesOf({ inputs }: AnySignature, values: Values): Image[] {
  return Object.keys(inputs).flatMap((name) =>
    inputs[name]!.kind === 'image' && values[name] !== undefined ? [values[name] as Image] : [],
  );
}

/** What the caller wants heeded in this call, under the field's description. */
export function hintsOf({ inputs }: AnySignature, values: Values): string[] {
  return Object.entries(inputs).flatMap(([name, { kind, description }]) => {
    const hint = values[name];
    return kind === 'hint' && typeof hint === 'string' && hint !== '' ? [`${description}: ${hint}`] : [];
  });
}

function valueOf({ inputs }: AnySignature, values: Values, kind: Field['kind']): unknown {
  const name = Object.keys(inputs).find((candidate) => inputs[candidate]!.kind === kind);
  return name === undefined ? undefined : values[name];
}

function isData({ kind }: Field): boolean {
  return kind !== 'history' && kind !== 'image' && kind !== 'hint';
}
