/** How long the engine's other work may wait; ms. */
const longestTurnMs = 15;
/** The clock is looked at only so often. */
const itemsPerLook = 256;

/** A list of all that an iterable gives; lets other work go on meanwhile. Throws why as soon as the signal is aborted. */
export async function collectPatiently<Item>(
  items: Iterable<Item>,
  signal: AbortSignal,
): Promise<readonly Item[]> {
  const list: Item[] = [];
  let turnBegan = performance.now();
  for (const item of items) {
    list.push(item);
    if (list.length % itemsPerLook !== 0 || performance.now() - turnBegan < longestTurnMs) continue;
    await new Promise<void>((resolve) => setTimeout(resolve));
    signal.throwIfAborted();
    turnBegan = performance.now();
  }
  return list;
}
