/** Middle value; 0 of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** The value that a share of all lie below; 0 of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** Runs a task until it is warm, then for `measureMs`; the median in µs of one run. */
export async function timeTask(
  task: () => Promise<unknown>,
  warmMs = 1_000,
  measureMs = 1_500,
): Promise<number> {
  const warmUntil = performance.now() + warmMs;
  for (let count = 0; count < 2 || performance.now() < warmUntil; count++) await task();
  const times: number[] = [];
  const until = performance.now() + measureMs;
  while (times.length < 3 || performance.now() < until) {
    const started = performance.now();
    await task();
    times.push((performance.now() - started) * 1000);
  }
  return median(times);
}

/** The case named on the command line. */
export function namedCase<Name extends string>(cases: readonly Name[]): Name {
  const name = cases.find((candidate) => candidate === process.argv[2]);
  if (!name) throw new Error(`Name one of: ${cases.join(', ')}.`);
  return name;
}
