import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { createRandom } from '../../../core/stream/cases/chunkings.ts';
import { makeTemporaryFolder, waitUntil } from '../../unit/record/temporary-folder.ts';
import { runProgram } from './run-program.ts';
import { Shown } from './shown.ts';

const kills = Number(process.env['MILLRACE_KILLS'] ?? 200);
/** A machine that is too busy for all of them by then makes fewer, and says how many. */
const mostMs = 150_000;
const seed = Number(process.env['MILLRACE_KILL_SEED'] ?? Date.now() % 1_000_000);

interface Life {
  readonly path: string;
  /** What Node compiled once: without it a start costs twice the time. */
  readonly cache: string;
  readonly shown: Shown;
  readonly random: () => number;
}

/**
 * Starts an engine with some runs and kills it at a random moment: most while they stream, some while it starts. A
 * moment is so many lines of what was shown and some ms, so that a busy machine gets as far as a quick one.
 */
async function liveAndDie({ path, cache, shown, random }: Life): Promise<void> {
  const runs = 1 + Math.floor(random() * 4);
  const program = runProgram('run-flows', [path, String(runs)], { NODE_COMPILE_CACHE: cache });
  const dead = program.ended;
  const lines = random() < 0.15 ? 0 : 1 + Math.floor(random() * 60);
  const extraMs = random() * (lines === 0 ? 300 : 10);
  const hasShown = (): boolean => program.lines.length >= lines;
  await Promise.race([waitUntil(hasShown, 'it showed something', 30_000), dead]);
  await new Promise((resolve) => setTimeout(resolve, extraMs));
  program.child.kill('SIGKILL');
  await dead;
  for (const line of program.lines) shown.add(line);
}

describe('an engine that is killed at any moment', () => {
  test(`keeps all that it showed (${kills} kills, MILLRACE_KILL_SEED=${seed})`, async () => {
    const folder = makeTemporaryFolder();
    const path = join(folder, 'record.db');
    const cache = join(folder, 'compiled');
    const shown = new Shown();
    const first = runProgram('run-flows', [path, '1', '--once'], { NODE_COMPILE_CACHE: cache });
    await first.ended;
    for (const line of first.lines) shown.add(line);
    let killed = 0;
    const endMs = performance.now() + mostMs;
    // Two at a time on one record: each meets what the other's death left behind.
    const lanes = [1, 2].map(async () => {
      while (killed < kills && performance.now() < endMs) {
        killed += 1;
        await liveAndDie({ path, cache, shown, random: createRandom(seed + killed) });
      }
    });
    await Promise.all(lanes);
    const record = openRecord(path);
    record.markInterrupted();
    record.close();
    expect(shown.compareWith(path)).toEqual([]);
    // Nothing shown would be nothing shown lost.
    console.log(`${killed} kills, seed ${seed}:`, shown.counts);
    expect(shown.counts.events).toBeGreaterThan(killed * 20);
  }, 240_000);
});
