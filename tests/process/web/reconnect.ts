/** Tries until a connection stands: an engine that was killed comes back by itself. Throws what the last try threw. */
export async function reconnect<T>(connect: () => Promise<T>, limitMs = 10_000): Promise<T> {
  const deadlineMs = performance.now() + limitMs;
  for (;;) {
    try {
      return await connect();
    } catch (error) {
      if (performance.now() > deadlineMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
