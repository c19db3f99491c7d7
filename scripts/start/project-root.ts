import { fileURLToPath } from 'node:url';

/** Absolute path of something in this project. */
export function projectPath(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

/** One short line on what is being done. */
export function say(line: string): void {
  console.log(line);
}
