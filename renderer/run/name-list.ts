const mostShared = 50_000;

/** Names by number: those that come often are kept once. Only ever grows, so several tables of one run may share it. */
export class NameList {
  readonly #names: string[] = [];
  readonly #shared = new Map<string, number>();

  /** Keeps a name, such as a title, and answers its number; the same one again for what comes often. */
  share(name: string): number {
    const known = this.#shared.get(name);
    if (known !== undefined) return known;
    this.#names.push(name);
    const at = this.#names.length - 1;
    if (this.#shared.size < mostShared) this.#shared.set(name, at);
    return at;
  }

  /** The name of a number; '' for one that was never given. */
  name(at: number): string {
    return this.#names[at] ?? '';
  }
}
