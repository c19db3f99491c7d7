import type { IncomingMessage } from 'node:http';
import type { AnswerBody } from './answer-body.ts';

/** No refusal needs more words; in bytes. */
const longestText = 256 * 1024;

/** The body of a node:http answer. One listener per event for its whole life, not one per read. */
export class IncomingBody implements AnswerBody {
  readonly #incoming: IncomingMessage;
  #wake: (() => void) | undefined;
  #error: Error | undefined;
  #isOver = false;

  constructor(incoming: IncomingMessage) {
    this.#incoming = incoming;
    const wake = (): void => this.#wake?.();
    incoming.on('readable', wake);
    incoming.on('end', () => {
      this.#isOver = true;
      wake();
    });
    incoming.on('error', (error) => {
      this.#error ??= error;
      wake();
    });
    incoming.on('close', () => {
      if (!this.#isOver) this.#error ??= new Error('The connection was closed.');
      wake();
    });
  }

  async read(): Promise<Uint8Array | undefined> {
    for (;;) {
      const bytes = this.#incoming.read() as Buffer | null;
      if (bytes !== null) return bytes;
      if (this.#isOver) return undefined;
      if (this.#error !== undefined) throw this.#error;
      await new Promise<void>((resolve) => (this.#wake = resolve));
      this.#wake = undefined;
    }
  }

  cancel(): void {
    this.#incoming.destroy();
  }

  /** What follows, as text: its beginning, if it is long or breaks off. */
  async readText(): Promise<string> {
    const pieces: Uint8Array[] = [];
    let length = 0;
    try {
      for (let bytes = await this.read(); bytes !== undefined; bytes = await this.read()) {
        pieces.push(bytes);
        length += bytes.length;
        if (length > longestText) {
          this.cancel();
          break;
        }
      }
    } catch {
      // A refusal that breaks off is a refusal all the same.
    }
    return Buffer.concat(pieces).toString('utf8');
  }
}

/** The headers of an answer by lower-case name, one value each. */
export function flattenHeaders(incoming: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}
