/** Something that was used within the window. */
export interface Charge {
  readonly atMs: number;
  amount: number;
}

/** Counts what was used in the last minute against a limit. */
export class SlidingWindow {
  readonly #limit: number;
  readonly #lengthMs: number;
  #charges: Charge[] = [];
  #used = 0;

  /** A limit of Infinity keeps no books. */
  constructor(limit: number, lengthMs: number) {
    this.#limit = limit;
    this.#lengthMs = lengthMs;
  }

  /** How long to wait until `amount` fits, ms. More than the whole limit fits once nothing else is counted. */
  waitMs(amount: number): number {
    if (this.#limit === Infinity) return 0;
    const now = performance.now();
    this.#forget(now);
    let free = this.#limit - this.#used;
    if (free >= amount || this.#charges.length === 0) return 0;
    for (const charge of this.#charges) {
      free += charge.amount;
      if (free >= Math.min(amount, this.#limit)) return charge.atMs + this.#lengthMs - now;
    }
    return 0;
  }

  /** Uses an amount now. */
  add(amount: number): Charge {
    const charge = { atMs: performance.now(), amount };
    if (this.#limit === Infinity) return charge;
    this.#charges.push(charge);
    this.#used += amount;
    return charge;
  }

  /** Corrects what a charge really used. */
  change(charge: Charge, amount: number): void {
    if (this.#charges.includes(charge)) this.#used += amount - charge.amount;
    charge.amount = amount;
  }

  #forget(now: number): void {
    const first = this.#charges.findIndex((charge) => charge.atMs + this.#lengthMs > now);
    const gone = this.#charges.splice(0, first === -1 ? this.#charges.length : first);
    for (const charge of gone) this.#used -= charge.amount;
  }
}
