/** A small generator of numbers in [0, 1) that repeats for the same seed. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Cuts a text at random places into pieces of 1 to `longest` UTF-16 units. */
export function cutRandomly(text: string, seed: number, longest = 12): string[] {
  const random = createRandom(seed);
  const pieces: string[] = [];
  for (let at = 0; at < text.length;) {
    const end = at + 1 + Math.floor(random() * longest);
    pieces.push(text.slice(at, end));
    at = end;
  }
  return pieces;
}

/** Whole, one UTF-16 unit at a time, every two-way split, and 20 random ones. */
export function* listChunkings(text: string): Generator<readonly string[]> {
  yield [text];
  yield Array.from({ length: text.length }, (_, index) => text.charAt(index));
  for (let cut = 1; cut < text.length; cut += 1) yield [text.slice(0, cut), text.slice(cut)];
  for (let seed = 1; seed <= 20; seed += 1) yield cutRandomly(text, seed);
}
