/** What this computer was told to remember; undefined where nothing was, or where the browser forbids it. */
export function recall(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Remembers a text on this computer; a browser that forbids it, or has no room, forgets it with the page. */
export function remember(key: string, text: string): void {
  try {
    localStorage.setItem(key, text);
  } catch {
    // Nothing that is kept here is worth more than a question asked again.
  }
}
