import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeModuleSource, writeModuleTest } from '../own-modules/module-template.ts';
import { exitCodes } from '../exit-codes.ts';
import { writeMessage, writeResult } from '../messages.ts';

/** `millrace new module NAME`: a module and its test, ready to be changed. */
export function newModule(name: string, options: { readonly folder?: string }): number {
  const words = name.match(/[A-Za-z][a-z0-9]*|[A-Z0-9]+/g) ?? [];
  const stem = words.join('-').toLowerCase();
  if (!/^[a-z]/.test(stem) || stem.length > 60) {
    writeMessage(
      `"${name.slice(0, 100)}" cannot name a module. Use letters a to z, such as "word count".`,
    );
    return exitCodes.wrongUsage;
  }
  const folder = resolve(options.folder ?? 'modules');
  const source = join(folder, `${stem}.ts`);
  const test = join(folder, `${stem}.test.ts`);
  const taken = [source, test].find((path) => existsSync(path));
  if (taken !== undefined) {
    writeMessage(`${taken} exists already. Choose another name.`);
    return exitCodes.wrongUsage;
  }
  try {
    mkdirSync(folder, { recursive: true });
    makePackage(folder);
    writeFileSync(source, writeModuleSource(words, stem), { flag: 'wx' });
    writeFileSync(test, writeModuleTest(words, stem), { flag: 'wx' });
  } catch (error) {
    writeMessage(`The module cannot be written: ${(error as Error).message}.`);
    return exitCodes.wrongUsage;
  }
  const shown = (path: string): string => relative(process.cwd(), path) || '.';
  writeResult(`${shown(source)} is the module, ${shown(test)} its test:`);
  writeResult(`  node --test ${shown(test)}`);
  writeResult(
    `To use it in flows beside that folder: millrace trust modules ${shown(folder)} --while-edited`,
  );
  return exitCodes.done;
}

/** Lets tests and editors find “millrace” from the folder; the engine itself needs neither. */
function makePackage(folder: string): void {
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) {
    writeFileSync(manifest, `${JSON.stringify({ private: true, type: 'module' }, undefined, 2)}\n`);
  }
  try {
    createRequire(manifest).resolve('millrace');
  } catch {
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    const root = fileURLToPath(new URL('../../..', import.meta.url));
    // A junction needs no rights on Windows; other systems take no notice of the word.
    symlinkSync(root, join(folder, 'node_modules', 'millrace'), 'junction');
  }
}
