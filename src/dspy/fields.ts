/** One earlier turn of a conversation. */
export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

/** The value each kind of field holds. A new kind starts with a line here. */
interface FieldValues {
  string: string;
  history: readonly Turn[];
}

/** A described field. The description is prompt text: the model reads it. */
export interface Field<Kind extends keyof FieldValues = keyof FieldValues> {
  readonly kind: Kind;
  readonly description: string;
}

export type InputFields = Readonly<Record<string, Field>>;
export type OutputFields = Readonly<Record<string, Field<'string'>>>;

/** The values a set of fields stands for: `{ reply: Field<'string'> }` becomes `{ reply: string }`. */
export type ValuesOf<Fields extends InputFields> = {
  readonly [Name in keyof Fields]: FieldValues[Fields[Name]['kind']];
};

/** Builders for the fields of a signature. */
export const field = {
  /** Free text. */
  string: (description: string): Field<'string'> => ({ kind: 'string', description }),
  /** Earlier turns, oldest first. Input only; sent as real chat turns, not as text. */
  history: (description: string): Field<'history'> => ({ kind: 'history', description }),
};
