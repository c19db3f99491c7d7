import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/** A fresh key for FilePlaces; the host and its engine share it, the page never sees it. */
export function createPlaceKey(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * Tells the engine, by way of the page, where the files are that the host gave out: the page carries a file's place along
 * and can neither read nor make one. Nothing has to be kept, so an engine that was started anew reads them too.
 */
export class FilePlaces {
  readonly #key: Buffer;

  /** `key` as `createPlaceKey` makes it. */
  constructor(key: string) {
    this.#key = Buffer.from(key, 'base64url');
  }

  /** The place of a file that the host has opened or saved. */
  seal(path: string): string {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv(algorithm, this.#key, iv);
    const sealed = Buffer.concat([cipher.update(path, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** The path behind a place; undefined for one that was not made with this key. */
  open(place: string): string | undefined {
    const bytes = Buffer.from(place, 'base64url');
    if (bytes.length <= ivBytes + tagBytes) return undefined;
    try {
      const decipher = createDecipheriv(algorithm, this.#key, bytes.subarray(0, ivBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      const opened = [decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()];
      return Buffer.concat(opened).toString('utf8');
    } catch {
      return undefined;
    }
  }
}
