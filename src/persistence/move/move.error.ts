/** Why a move was refused or cannot go on, and how to mend it. */
export class MoveError extends Error {
  override readonly name = 'MoveError';
}
