import { writeFileSync } from 'node:fs';
import { reduceRunEvents } from '../renderer/run/reduce-run-events.ts';
import { createRunView, type RunView } from '../renderer/run/run-view.ts';
import { TraceSearch } from '../renderer/run/trace-text.ts';
import { listTrace } from '../renderer/trace/list-trace.ts';
import { makeRowFilter, noFilter } from '../renderer/trace/trace-filter.ts';
import { makeLongRun } from './long-run.ts';

// What the trace panel does with a run of a million steps, without a browser: folding its events, what it keeps,
// listing its rows, and a search after each key. Prints rows for docs/benchmarks.md, "Panels"; `--write FILE` as JSON.
// Run it with `node --expose-gc bench/trace-panel.ts`.

const passes = 250_000;
const searched = ['ember', 'ember quill', 'broke', '249999', 'nothing like it'];
const collect = (globalThis as { gc?: () => void }).gc ?? (() => {});

interface Kept {
  readonly heapMb: number;
  readonly buffersMb: number;
}

function readMemory(): Kept {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { heapMb: heapUsed / 1e6, buffersMb: arrayBuffers / 1e6 };
}

function foldRun(): { readonly view: RunView; readonly events: number; readonly ms: number } {
  const view = createRunView('long');
  let events = 0;
  let ms = 0;
  for (const batch of makeLongRun(passes)) {
    events += batch.length;
    const from = performance.now();
    reduceRunEvents(view, batch);
    // As the panel does with each frame: else every change of every node would be kept.
    for (const node of view.dirtyNodes.splice(0)) node.dirty = false;
    ms += performance.now() - from;
  }
  return { view, events, ms };
}

function time(work: () => void): number {
  const from = performance.now();
  work();
  return performance.now() - from;
}

/** To the first results, to the last ones, and the longest step between two frames. */
function search(
  view: RunView,
  words: string,
): readonly [firstMs: number, allMs: number, found: number] {
  const from = performance.now();
  const made = new TraceSearch(view.traceText, words);
  let firstMs = 0;
  for (let done = false; !done;) {
    done = made.step(7);
    if (firstMs === 0 && (made.found > 0 || done)) firstMs = performance.now() - from;
  }
  return [firstMs, performance.now() - from, made.found];
}

const before = readMemory();
const { view, events, ms } = foldRun();
const after = readMemory();
const rows = { folded: new Set<number>(), chosen: {}, until: Number.MAX_SAFE_INTEGER };
const all = { ...rows, isFound: undefined };
listTrace(view.trace, all);
const listMs = time(() => void listTrace(view.trace, all));
const isFound = makeRowFilter(view.trace, { ...noFilter, states: ['failed'] }, () => 'io');
const filterMs = time(() => void listTrace(view.trace, { ...rows, isFound }));
const searches = searched.map((words) => [words, ...search(view, words)] as const);
const report = {
  steps: view.trace.spans,
  events,
  foldMs: ms,
  heapMb: after.heapMb - before.heapMb,
  buffersMb: after.buffersMb - before.buffersMb,
  textCharacters: view.traceText.total,
  listMs,
  filterMs,
  searches,
};
const at = process.argv.indexOf('--write');
const file = at < 0 ? undefined : process.argv[at + 1];
if (file !== undefined) writeFileSync(file, JSON.stringify(report, undefined, 2));
process.stdout.write(`${writeTable()}\n`);

function writeTable(): string {
  const round = (number: number): string => Math.round(number).toLocaleString('en');
  return [
    '| a run of a million steps in the trace panel | |',
    '| --- | --- |',
    `| steps / events | ${round(report.steps)} / ${round(report.events)} |`,
    `| folding all events, ms | ${round(ms)} |`,
    `| kept: objects and text / columns, MB | ${round(report.heapMb)} / ${round(report.buffersMb)} |`,
    `| listing all rows / the failed ones, ms | ${round(listMs)} / ${round(filterMs)} |`,
    ...searches.map(
      ([words, firstMs, allMs, found]) =>
        `| search “${words}”: first results / all ${round(found)}, ms | ${firstMs.toFixed(1)} / ${round(allMs)} |`,
    ),
  ].join('\n');
}
