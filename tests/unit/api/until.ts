/** Waits until the condition holds, looking again at every turn of the event loop. */
export async function until(condition: () => boolean, limitMs = 10_000): Promise<void> {
  const deadlineMs = performance.now() + limitMs;
  while (!condition()) {
    if (performance.now() > deadlineMs)
      throw new Error(`Not within ${limitMs} ms: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
