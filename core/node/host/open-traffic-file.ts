import { closeSync, ftruncateSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { deflateRaw, deflateRawSync } from 'node:zlib';
import type { TrafficFile } from '../../contracts/run-traffic.ts';
import { frameBlock, framePending, pendingPathOf } from './traffic-blocks.ts';

/** Lines are gathered up to here before they are written, so that a turn of many reads needs few writes. */
const blockCharacters = 256 * 1024;
/** Beyond, the writer waits for the deflating: what comes faster than that must not fill the memory. */
const mostPendingBytes = 16 * 1024 * 1024;
const deflating = { level: 1 } as const;

interface OpenFiles {
  readonly row: number;
  readonly pending: number;
}

/**
 * The recording of a run under way. Lines are on the disk with the end of the turn of the event loop in which they come,
 * as plain text first; they are deflated beside the engine's thread, block by block in their order.
 */
export class OpenTrafficFile implements TrafficFile {
  readonly #path: string;
  readonly #onEnd: () => void;
  #files: OpenFiles | undefined;
  #lines: string[] = [];
  #characters = 0;
  #isFlushDue = false;
  /** What is not yet in the row, the oldest first. */
  #blocks: Uint8Array[] = [];
  #pendingBytes = 0;
  /** Blocks in the row. */
  #count = 0;
  #isDeflating = false;
  #isClosed = false;
  #isOver = false;

  /** `onEnd` is called once nothing is left to be done. */
  constructor(path: string, onEnd: () => void) {
    this.#path = path;
    this.#onEnd = onEnd;
  }

  write(line: string): void {
    if (this.#isClosed) return;
    this.#lines.push(line);
    this.#characters += line.length;
    if (this.#characters >= blockCharacters) return this.#flush();
    if (this.#isFlushDue) return;
    this.#isFlushDue = true;
    // With all that the same turn brings: a crash must not take what has been said.
    queueMicrotask(() => this.#flush());
  }

  /** Brings everything into the row at once. */
  settle(): void {
    this.#flush();
    this.#guard(() => this.#deflateNow());
  }

  discard(): void {
    this.#isClosed = true;
    this.#end();
    rmSync(this.#path, { force: true });
  }

  close(): void {
    this.#flush();
    this.#isClosed = true;
    if (this.#blocks.length === 0) this.#end();
  }

  #flush(): void {
    this.#isFlushDue = false;
    if (this.#isClosed || this.#lines.length === 0) return;
    const block = Buffer.from(this.#lines.join(''), 'utf8');
    this.#lines = [];
    this.#characters = 0;
    this.#guard(() => {
      this.#files ??= openNew(this.#path);
      writeSync(this.#files.pending, framePending(this.#count + this.#blocks.length, block));
      this.#blocks.push(block);
      this.#pendingBytes += block.length;
      if (this.#pendingBytes > mostPendingBytes) this.#deflateNow();
      else this.#deflateNext();
    });
  }

  #deflateNext(): void {
    const [block] = this.#blocks;
    if (this.#isDeflating || block === undefined) return;
    this.#isDeflating = true;
    deflateRaw(block, deflating, (error, deflated) => {
      this.#isDeflating = false;
      if (this.#isOver) return;
      this.#guard(() => {
        if (error !== null) throw error;
        // It may have been brought into the row meanwhile.
        if (this.#blocks[0] === block) this.#append(deflated);
        this.#deflateNext();
      });
    });
  }

  #deflateNow(): void {
    for (let [block] = this.#blocks; block !== undefined; [block] = this.#blocks)
      this.#append(deflateRawSync(block, deflating));
  }

  /** Adds the oldest block, deflated, to the row. */
  #append(deflated: Uint8Array): void {
    const block = this.#blocks.shift();
    if (this.#files === undefined || block === undefined) return;
    writeSync(this.#files.row, frameBlock(deflated));
    this.#count += 1;
    this.#pendingBytes -= block.length;
    if (this.#blocks.length > 0) return;
    ftruncateSync(this.#files.pending);
    if (this.#isClosed) this.#end();
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch {
      // A full disk, say: the run goes on, and half a recording would only mislead.
      this.discard();
    }
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#lines = [];
    this.#blocks = [];
    if (this.#files !== undefined) {
      closeSync(this.#files.row);
      closeSync(this.#files.pending);
      rmSync(pendingPathOf(this.#path), { force: true });
    }
    this.#onEnd();
  }
}

function openNew(path: string): OpenFiles {
  // They hold what people typed: other accounts of the machine must not read them.
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const row = openSync(path, 'w', 0o600);
  rmSync(pendingPathOf(path), { force: true });
  return { row, pending: openSync(pendingPathOf(path), 'a', 0o600) };
}
