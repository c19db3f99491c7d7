/** A list of whole numbers below 2³² that grows, four bytes each. */
export class GrowingNumbers {
  #items = new Uint32Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(number: number): void {
    if (this.#length === this.#items.length) {
      const roomy = new Uint32Array(this.#length * 2);
      roomy.set(this.#items);
      this.#items = roomy;
    }
    this.#items[this.#length++] = number;
  }

  at(index: number): number {
    return this.#items[index] ?? 0;
  }

  set(index: number, number: number): void {
    this.#items[index] = number;
  }

  /** The last index whose number is at most that; -1 when there is none. The numbers must be in order. */
  lastUpTo(number: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#items[middle] ?? 0) <= number) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
