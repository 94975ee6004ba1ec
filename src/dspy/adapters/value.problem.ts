/** A value that does not fit its field. The message completes "the field ..." and quotes nothing of the value. */
export class ValueProblem extends Error {
  override readonly name = 'ValueProblem';
}
