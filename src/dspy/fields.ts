import type { OptionalNames, ValueOf } from './values.ts';

/** One earlier turn of a conversation. */
export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

/** A picture: an https address, or its bytes as a `data:` URL. */
export interface Image {
  readonly url: string;
}

interface Described {
  /** Prompt text: the model reads it. */
  readonly description: string;
}

export interface StringField extends Described {
  readonly kind: 'string';
}
export interface NumberField extends Described {
  readonly kind: 'number';
}
export interface BooleanField extends Described {
  readonly kind: 'boolean';
}
export interface OneOfField<Choice extends string = string> extends Described {
  readonly kind: 'oneOf';
  readonly choices: readonly Choice[];
}
export interface ListField<Item extends DataField = DataField> extends Described {
  readonly kind: 'list';
  readonly items: Item;
}
export interface ObjectField<Properties extends OutputFields = OutputFields> extends Described {
  readonly kind: 'object';
  readonly properties: Properties;
}
export interface ImageField extends Described {
  readonly kind: 'image';
}
export interface HistoryField extends Described {
  readonly kind: 'history';
}
export interface HintField extends Described {
  readonly kind: 'hint';
}

/** What can be written down as text or JSON, and so be an input, an output, or part of another field. */
export type DataField = StringField | NumberField | BooleanField | OneOfField | ListField | ObjectField;
export type Field = DataField | ImageField | HistoryField | HintField;

export type InputFields = Readonly<Record<string, Field>>;
export interface OutputFields {
  readonly [name: string]: DataField;
}

/** The values a set of fields stands for: `{ reply: StringField }` becomes `{ reply: string }`. Hints are optional. */
export type ValuesOf<Fields extends InputFields> = {
  readonly [Name in Exclude<keyof Fields, OptionalNames<Fields>>]: ValueOf<Fields[Name]>;
} & { readonly [Name in OptionalNames<Fields>]?: ValueOf<Fields[Name]> };

/** Builders for the fields of a signature. */
export const field = {
  /** Free text. */
  string: (description: string): StringField => ({ kind: 'string', description }),
  /** Any finite number. */
  number: (description: string): NumberField => ({ kind: 'number', description }),
  boolean: (description: string): BooleanField => ({ kind: 'boolean', description }),
  /** One of several words. */
  oneOf: <const Choice extends string>(
    description: string,
    choices: readonly Choice[],
  ): OneOfField<Choice> => ({ kind: 'oneOf', description, choices }),
  list: <Item extends DataField>(description: string, items: Item): ListField<Item> => ({
    kind: 'list',
    description,
    items,
  }),
  /** All of its properties are required. */
  object: <Properties extends OutputFields>(
    description: string,
    properties: Properties,
  ): ObjectField<Properties> => ({ kind: 'object', description, properties }),
  /** A picture. Input only; needs a model that sees. */
  image: (description: string): ImageField => ({ kind: 'image', description }),
  /** Earlier turns, oldest first. Input only; sent as real chat turns, not as text. */
  history: (description: string): HistoryField => ({ kind: 'history', description }),
  /**
   * Guidance from whoever runs the program for this one call, such as how to write on a channel. Input only, may be
   * left out. Sent as a system message of its own behind the fixed ones, so these stay the same for the prompt cache.
   * No part of saved programs.
   */
  hint: (description: string): HintField => ({ kind: 'hint', description }),
};
