import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { decodeFrame } from '../../../core/contracts/frame-codec.ts';

type Line =
  | readonly ['frame', runId: string, firstSeq: number, count: number, digest: string]
  | readonly ['taken', runId: string, seq: number]
  | readonly ['result', runId: string, state: string, length: number];

interface Frame {
  readonly runId: string;
  readonly seq: number;
  readonly count: number;
  readonly digest: string;
}

interface StoredRun {
  readonly state: string;
  readonly lastSeq: number;
  readonly output: string | null;
}

/** What people and panels got to see before the program that showed it was killed. */
export class Shown {
  readonly #frames: Frame[] = [];
  readonly #taken = new Map<string, number>();
  readonly #results = new Map<string, { readonly state: string; readonly length: number }>();

  /** Notes a line of the program's output. */
  add(text: string): void {
    const line = JSON.parse(text) as Line;
    if (line[0] === 'frame') {
      const [, runId, seq, count, digest] = line;
      this.#frames.push({ runId, seq, count, digest });
    } else if (line[0] === 'taken') this.#taken.set(line[1], line[2]);
    else if (line[0] === 'result') this.#results.set(line[1], { state: line[2], length: line[3] });
  }

  /** How much there was to see. */
  get counts(): { readonly frames: number; readonly events: number; readonly results: number } {
    const events = this.#frames.reduce((sum, frame) => sum + frame.count, 0);
    return { frames: this.#frames.length, events, results: this.#results.size };
  }

  /** Everything in which the record and what was shown do not agree; the record must not be written meanwhile. */
  compareWith(path: string): string[] {
    const database = new Database(path, { readonly: true });
    try {
      return [
        ...this.#compareFrames(database),
        ...this.#compareCursors(database),
        ...this.#compareResults(database),
        ...checkByItself(database),
      ];
    } finally {
      database.close();
    }
  }

  #compareFrames(database: Database.Database): string[] {
    const find = database.prepare<unknown[], { runId: string; count: number; payload: string }>(
      'SELECT run_id AS runId, count, payload FROM log JOIN runs ON runs.id = run WHERE seq = ?',
    );
    const problems: string[] = [];
    let nextSeq = 1;
    for (const { runId, seq, count, digest } of this.#frames.toSorted((a, b) => a.seq - b.seq)) {
      if (seq < nextSeq) problems.push(`${seq} was given twice`);
      nextSeq = seq + count;
      const stored = find.get(seq);
      if (stored === undefined) problems.push(`${seq} of ${runId} is missing`);
      else if (stored.runId !== runId || stored.count !== count || digestOf(stored) !== digest)
        problems.push(`${seq} of ${runId} is not what was shown`);
    }
    return problems;
  }

  #compareCursors(database: Database.Database): string[] {
    const cursor = database
      .prepare(
        "SELECT seq FROM cursors JOIN runs ON id = run WHERE run_id = ? AND consumer = 'panel'",
      )
      .pluck();
    return [...this.#taken].flatMap(([runId, seq]) =>
      Number(cursor.get(runId) ?? 0) >= seq ? [] : [`${runId} would give ${seq} twice`],
    );
  }

  #compareResults(database: Database.Database): string[] {
    const run = database.prepare<unknown[], StoredRun>(
      'SELECT state, last_seq AS lastSeq, output FROM runs WHERE run_id = ?',
    );
    return [...this.#results].flatMap(([runId, { state, length }]) => {
      const stored = run.get(runId);
      if (stored?.state !== state) return [`${runId} is ${stored?.state}, ${state} was told`];
      const output = JSON.parse(stored.output ?? 'null') as { readonly value?: unknown } | null;
      const isSame = typeof output?.value === 'string' && output.value.length === length;
      return isSame ? [] : [`${runId} lost its output`];
    });
  }
}

/** Frames are whole, runs without a hole, large values there, and SQLite finds nothing wrong. */
function checkByItself(database: Database.Database): string[] {
  const problems: string[] = [];
  const values = new Set(database.prepare('SELECT hash FROM large_values').pluck().all());
  const orders = new Map<string, number>();
  const frames = database.prepare<
    unknown[],
    { runId: string; seq: number; count: number; payload: string }
  >('SELECT run_id AS runId, seq, count, payload FROM log JOIN runs ON runs.id = run ORDER BY seq');
  let nextSeq = 1;
  for (const { runId, seq, count, payload } of frames.iterate()) {
    if (seq < nextSeq) problems.push(`${seq} overlaps`);
    nextSeq = seq + count;
    const events = decodeFrame(runId, seq, payload);
    if (events.length !== count) problems.push(`${seq} is not whole`);
    for (const { order } of events) {
      if (order !== (orders.get(runId) ?? 0) + 1) problems.push(`${runId} has a hole at ${order}`);
      orders.set(runId, order);
    }
    for (const [, hash] of payload.matchAll(/"hash":"([0-9a-f]{64})"/g))
      if (!values.has(hash)) problems.push(`the value ${hash} of ${seq} is missing`);
  }
  const check = database.pragma('quick_check', { simple: true });
  if (check !== 'ok') problems.push(String(check));
  const running = database.prepare("SELECT count(*) FROM runs WHERE state = 'running'").pluck();
  if (running.get() !== 0) problems.push(`${String(running.get())} runs still run`);
  return problems;
}

function digestOf({ payload }: { readonly payload: string }): string {
  return createHash('sha1').update(payload).digest('base64url');
}
