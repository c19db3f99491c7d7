import { useCallback, useEffect, useRef, useState } from 'react';
import type { KindCategory } from '../../core/model/kind-descriptor.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import type { ChosenPasses } from '../run/pass-store.ts';
import type { RunView } from '../run/run-view.ts';
import { TraceSearch } from '../run/trace-text.ts';
import { listTrace, type TraceList } from './list-trace.ts';
import { makeRowFilter, type TraceFilter } from './trace-filter.ts';

interface TraceListOptions {
  /** Changes in place. */
  readonly view: RunView;
  readonly filter: TraceFilter;
  readonly words: string;
  readonly folded: ReadonlySet<number>;
  readonly chosen: ChosenPasses;
  /** Rows from here on are not shown: the panel is paused. */
  readonly until: number | undefined;
}

interface ShownList extends TraceList {
  /** Whether something is looked for. */
  readonly narrowed: boolean;
  /** Of a search, 0 to 1; 1 when it is over. */
  readonly progress: number;
}

/** Of each frame, what a search may take. */
const searchMs = 7;
// Listing may take so much of the time, while a run grows.
const listShare = 8;

/** The list of a trace's rows as it is drawn: kept up to date while the run goes on and a search goes forward. */
export function useTraceList(options: TraceListOptions): ShownList {
  const { view, words } = options;
  const familyOf = useFamilies();
  const [, redraw] = useState(0);
  const [lister] = useState(() => new TraceLister());
  const search = lister.search(view, words.trim());
  const { list, againMs } = lister.list(options, familyOf, search);
  useLater(againMs, redraw);
  useSearching(search, view.traceText.total, redraw);
  return list;
}

/** Keeps the last list, and makes another when it must: a long one takes its time. */
class TraceLister {
  #made: Made | undefined;
  #search:
    | { readonly view: RunView; readonly words: string; readonly search: TraceSearch }
    | undefined;

  /** The search for words; the same one while nothing else is looked for. */
  search(view: RunView, words: string): TraceSearch | undefined {
    if (words === '') this.#search = undefined;
    else if (this.#search?.view !== view || this.#search.words !== words) {
      const search = new TraceSearch(view.traceText, words);
      this.#search = { view, words, search };
      // The first results stand there with the letter itself.
      search.step(searchMs);
    }
    return this.#search?.search;
  }

  /** The list, and after how many ms another drawing should ask again, where this one has grown old. */
  list(
    { view, filter, folded, chosen, until }: TraceListOptions,
    familyOf: (kind: string) => KindCategory,
    search: TraceSearch | undefined,
  ): { readonly list: ShownList; readonly againMs: number | undefined } {
    const key = [view, search, filter, folded, chosen, until, familyOf];
    const state = `${view.trace.version} ${search?.found ?? 0} ${search?.progress ?? 1}`;
    const last = this.#made;
    const fromMs = performance.now();
    if (last !== undefined && last.key.every((part, at) => part === key[at])) {
      if (last.state === state) return { list: last.list, againMs: undefined };
      const restMs = last.madeMs + listShare * last.tookMs - fromMs;
      if (restMs > 0) return { list: last.list, againMs: restMs };
    }
    const pass = makeRowFilter(view.trace, filter, familyOf);
    const isFound =
      search && pass
        ? (row: number) => search.isHit(row) && pass(row)
        : (pass ?? (search && ((row: number) => search.isHit(row))));
    const query = { folded, chosen, until: until ?? view.trace.count, isFound };
    const narrowed = isFound !== undefined;
    const list = { ...listTrace(view.trace, query), narrowed, progress: search?.progress ?? 1 };
    const madeMs = performance.now();
    this.#made = { key, state, list, madeMs, tookMs: madeMs - fromMs };
    return { list, againMs: undefined };
  }
}

interface Made {
  readonly key: readonly unknown[];
  readonly state: string;
  readonly list: ShownList;
  readonly madeMs: number;
  readonly tookMs: number;
}

type Redraw = (change: (n: number) => number) => void;

/** Draws again after a while, where this drawing showed a list that has grown old. */
function useLater(afterMs: number | undefined, redraw: Redraw): void {
  useEffect(() => {
    if (afterMs === undefined) return undefined;
    const timer = setTimeout(() => redraw((n) => n + 1), afterMs + 5);
    return () => clearTimeout(timer);
  });
}

/** Goes on with a search between frames, and again when there is more text. */
function useSearching(search: TraceSearch | undefined, total: number, redraw: Redraw): void {
  const lastTotal = useRef(0);
  useEffect(() => {
    lastTotal.current = total;
    if (search === undefined) return undefined;
    let frame = 0;
    const go = (): void => {
      const { found, progress } = search;
      const done = search.step(searchMs);
      if (!done || search.found !== found || search.progress !== progress) redraw((n) => n + 1);
      if (!done) frame = requestAnimationFrame(go);
    };
    frame = requestAnimationFrame(go);
    return () => cancelAnimationFrame(frame);
  }, [search, total, redraw]);
}

function useFamilies(): (kind: string) => KindCategory {
  const kinds = useEngineStore((store) => store.kinds);
  return useCallback(
    (kind) => kinds.find((known) => known.kind === kind)?.category ?? 'io',
    [kinds],
  );
}
