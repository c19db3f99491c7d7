import { mkdtempSync, rmSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunRecord } from '../../contracts/record.ts';
import type { ImportedRun } from '../../contracts/run-exports.ts';
import type { TrafficStore } from '../../contracts/run-traffic.ts';
import { importRun } from '../../exports/import-run.ts';
import { readLines } from '../../node/exports/read-lines.ts';
import { MillraceError } from '../../shared/errors.ts';

/** A page sends a file in many messages; larger ones are for the command line. */
const mostBytes = 2 * 1024 ** 3;
/** Of one client at a time. */
const mostOpen = 4;

interface OpenRecording {
  readonly folder: string;
  readonly path: string;
  bytes: number;
}

/** Takes in files of a client piece by piece: they lie in a folder of their own until all of one is there. */
export class RecordingIntake {
  readonly #record: RunRecord;
  readonly #traffic: TrafficStore;
  readonly #open = new Map<string, OpenRecording>();

  constructor(record: RunRecord, traffic: TrafficStore) {
    this.#record = record;
    this.#traffic = traffic;
  }

  begin(): Promise<string> {
    // What nobody goes on with must not fill the disk.
    const [oldest] = this.#open.keys();
    if (this.#open.size >= mostOpen && oldest !== undefined) this.#drop(oldest);
    const id = crypto.randomUUID();
    const folder = mkdtempSync(join(tmpdir(), 'millrace-recording-'));
    this.#open.set(id, { folder, path: join(folder, 'recording'), bytes: 0 });
    return Promise.resolve(id);
  }

  async write(id: string, base64: string): Promise<void> {
    const recording = this.#find(id);
    const bytes = Buffer.from(base64, 'base64');
    recording.bytes += bytes.length;
    if (recording.bytes > mostBytes) {
      this.#drop(id);
      throw new MillraceError('too_large', 'The recording has more than 2 GB.', {
        action: 'Import it on the command line: millrace import-run FILE.',
      });
    }
    await appendFile(recording.path, bytes, { mode: 0o600 });
  }

  async end(id: string): Promise<ImportedRun> {
    const { path } = this.#find(id);
    try {
      const target = { record: this.#record, traffic: this.#traffic };
      return await importRun(() => readLines(path), target);
    } finally {
      this.#drop(id);
    }
  }

  release(): void {
    for (const id of Array.from(this.#open.keys())) this.#drop(id);
  }

  #find(id: string): OpenRecording {
    const recording = this.#open.get(id);
    if (recording !== undefined) return recording;
    throw new MillraceError('unknown_recording', 'This recording is not being read any more.', {
      action: 'Open it again.',
    });
  }

  #drop(id: string): void {
    const recording = this.#open.get(id);
    this.#open.delete(id);
    if (recording !== undefined) rmSync(recording.folder, { recursive: true, force: true });
  }
}
