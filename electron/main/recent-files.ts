import { readFileSync, writeFileSync } from 'node:fs';
import type { App } from 'electron';
import { z } from 'zod';

const maxRecentFiles = 10;
const storedList = z.array(z.string()).max(100);

/** The files opened or saved last, newest first; kept over restarts and told to the system's own list. */
export class RecentFiles {
  readonly #app: App;
  readonly #path: string;
  readonly #onChange: () => void;
  #list: readonly string[];

  constructor(app: App, path: string, onChange: () => void) {
    this.#app = app;
    this.#path = path;
    this.#onChange = onChange;
    this.#list = readList(path);
  }

  list(): readonly string[] {
    return this.#list;
  }

  add(path: string): void {
    if (process.platform !== 'linux') this.#app.addRecentDocument(path);
    this.#store([path, ...this.#list.filter((other) => other !== path)].slice(0, maxRecentFiles));
  }

  remove(path: string): void {
    this.#store(this.#list.filter((other) => other !== path));
  }

  clear(): void {
    if (process.platform !== 'linux') this.#app.clearRecentDocuments();
    this.#store([]);
  }

  #store(list: readonly string[]): void {
    this.#list = list;
    this.#onChange();
    try {
      writeFileSync(this.#path, JSON.stringify(list));
    } catch (error) {
      console.error('Cannot keep the list of recent files:', error);
    }
  }
}

function readList(path: string): readonly string[] {
  try {
    return storedList.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // Missing or damaged: an empty list loses nothing that matters.
    return [];
  }
}
