import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const peers = createRequire(new URL('peers/package.json', import.meta.url));

/** Loads a package that is installed apart, in bench/peers; its types are not there when the project is checked. */
export async function importPeer(name: string) {
  return import(pathToFileURL(peers.resolve(name)).href);
}
