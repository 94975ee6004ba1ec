/**
 * A worked example shown to the model: values of inputs and outputs by field name. One without all of them is shown as
 * an incomplete one; names that the signature does not know are ignored.
 */
export interface Demo {
  readonly [field: string]: unknown;
  /** Made from a run of a program, not written by a person. DSPy's word. */
  readonly augmented?: boolean;
}
