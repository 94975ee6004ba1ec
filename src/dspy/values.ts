import type { Field, Image, InputFields, ListField, ObjectField, OneOfField, Turn } from './fields.ts';

/** The TypeScript type of what a field holds. */
export type ValueOf<F extends Field> =
  F extends OneOfField<infer Choice>
    ? Choice
    : F extends ListField<infer Item>
      ? readonly ValueOf<Item>[]
      : F extends ObjectField<infer Properties>
        ? { readonly [Name in keyof Properties]: ValueOf<Properties[Name]> }
        : SimpleValues[Extract<F['kind'], keyof SimpleValues>];

interface SimpleValues {
  string: string;
  number: number;
  boolean: boolean;
  image: Image;
  history: readonly Turn[];
  hint: string;
}

/** The inputs a caller may leave out. */
export type OptionalNames<Fields extends InputFields> = {
  [Name in keyof Fields]: Fields[Name]['kind'] extends 'hint' ? Name : never;
}[keyof Fields];
