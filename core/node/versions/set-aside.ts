import { rename } from 'node:fs/promises';

/** Puts a damaged file out of the way, for somebody to look into; answers where it is now. */
export async function setAside(path: string): Promise<string> {
  const aside = `${path}.damaged`;
  await rename(path, aside).catch(() => undefined);
  return aside;
}
