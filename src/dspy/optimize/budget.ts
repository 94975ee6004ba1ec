/** There is less left than the next step needs. Nothing was taken. */
export class BudgetExhaustedError extends Error {
  override readonly name = 'BudgetExhaustedError';
  readonly wanted: number;
  readonly left: number;

  constructor(wanted: number, left: number) {
    super(`the budget has ${left} left and ${wanted} are needed`);
    this.wanted = wanted;
    this.left = left;
  }
}

/**
 * What a search may spend. One unit is one run of the program on one example, or one proposal of the reflecting
 * model. Units are taken before the work starts, so the total is never exceeded, and work that a cache answers is
 * counted too, so that a search takes the same way when it is run again.
 */
export class Budget {
  readonly total: number;
  #spent = 0;

  /** @throws RangeError unless `total` is a whole number above 0 */
  constructor(total: number) {
    if (!Number.isSafeInteger(total) || total < 1) throw new RangeError('a budget is a whole number above 0');
    this.total = total;
  }

  get spent(): number {
    return this.#spent;
  }

  get left(): number {
    return this.total - this.#spent;
  }

  /** All of the units or none. @throws BudgetExhaustedError */
  take(units: number): void {
    if (units > this.left) throw new BudgetExhaustedError(units, this.left);
    this.#spent += units;
  }
}
