/** A text, or bytes: what can be cut into pieces. */
export type Cuttable = string | Uint8Array;

/** One way of cutting an output. */
export interface Chunking<T extends Cuttable> {
  /** For people: `whole`, `char`, `split at 7`, `random:3`. */
  readonly name: string;
  readonly pieces: readonly T[];
}

/** Above this length only so many two-way splits are tried, evenly spread: all of them would cost hours. */
const mostSplits = 20_000;
const randomRounds = 20;

/** A small generator of numbers in [0, 1) that repeats for the same seed. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Cuts at random places into pieces of 1 to `longest` units. */
export function cutRandomly<T extends Cuttable>(whole: T, seed: number, longest = 12): T[] {
  const random = createRandom(seed);
  const pieces: T[] = [];
  for (let at = 0; at < whole.length;) {
    const end = at + 1 + Math.floor(random() * longest);
    pieces.push(whole.slice(at, end) as T);
    at = end;
  }
  return pieces;
}

/** Cuts into single units. */
export function cutSingly<T extends Cuttable>(whole: T): T[] {
  return Array.from({ length: whole.length }, (_, at) => whole.slice(at, at + 1) as T);
}

/** Whole, single units, every two-way split, and 20 random ones. */
export function* listChunkings<T extends Cuttable>(whole: T): Generator<Chunking<T>> {
  yield { name: 'whole', pieces: [whole] };
  yield { name: 'char', pieces: cutSingly(whole) };
  const step = Math.max(1, whole.length / mostSplits);
  for (let place = 1; place < whole.length; place += step) {
    const cut = Math.floor(place);
    yield { name: `split at ${cut}`, pieces: [whole.slice(0, cut) as T, whole.slice(cut) as T] };
  }
  for (let seed = 1; seed <= randomRounds; seed += 1) {
    yield { name: `random:${seed}`, pieces: cutRandomly(whole, seed) };
  }
}
