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
  const { view, words, filter, folded, chosen, until } = options;
  const familyOf = useFamilies();
  const [, redraw] = useState(0);
  const search = useSearch(view, words, redraw);
  const last = useRef<Made | undefined>(undefined);
  const key = [view, search, filter, folded, chosen, until, familyOf] as const;
  const state = `${view.trace.version} ${search?.found ?? 0} ${search?.progress ?? 1}`;
  const isSame = last.current?.key.every((part, at) => part === key[at]) === true;
  const isEarly =
    performance.now() - (last.current?.madeMs ?? 0) < listShare * (last.current?.tookMs ?? 0);
  const isStale = last.current?.state !== state;
  if (!last.current || !isSame || (isStale && !isEarly)) {
    const from = performance.now();
    const pass = makeRowFilter(view.trace, filter, familyOf);
    const isFound =
      search && pass
        ? (row: number) => search.isHit(row) && pass(row)
        : (pass ?? searchHit(search));
    const list = listTrace(view.trace, {
      folded,
      chosen,
      until: until ?? view.trace.count,
      isFound,
    });
    const madeMs = performance.now();
    const made = { ...list, narrowed: isFound !== undefined, progress: search?.progress ?? 1 };
    last.current = { key, state, list: made, madeMs, tookMs: madeMs - from };
  }
  useLater(isStale && isEarly && isSame, last.current.tookMs * listShare, redraw);
  return last.current.list;
}

interface Made {
  readonly key: readonly unknown[];
  readonly state: string;
  readonly list: ShownList;
  readonly madeMs: number;
  readonly tookMs: number;
}

function searchHit(search: TraceSearch | undefined): ((row: number) => boolean) | undefined {
  return search && ((row) => search.isHit(row));
}

/** Draws again after a while, where this drawing showed a list that has grown old. */
function useLater(
  needed: boolean,
  afterMs: number,
  redraw: (change: (n: number) => number) => void,
): void {
  useEffect(() => {
    if (!needed) return undefined;
    const timer = setTimeout(() => redraw((n) => n + 1), afterMs + 5);
    return () => clearTimeout(timer);
  });
}

/** A search for words, going on with each frame; a new one for other words. */
function useSearch(
  view: RunView,
  words: string,
  redraw: (change: (n: number) => number) => void,
): TraceSearch | undefined {
  const made = useRef<{
    readonly view: RunView;
    readonly words: string;
    readonly search: TraceSearch;
  }>(undefined);
  const needle = words.trim();
  if (needle === '') made.current = undefined;
  else if (made.current?.view !== view || made.current.words !== needle) {
    made.current = { view, words: needle, search: new TraceSearch(view.traceText, needle) };
    // The first results stand there with the letter itself.
    made.current.search.step(searchMs);
  }
  const search = made.current?.search;
  const total = view.traceText.total;
  useEffect(() => {
    if (search === undefined) return undefined;
    let frame = 0;
    const go = (): void => {
      const before = search.found;
      const done = search.step(searchMs);
      if (!done || search.found !== before) redraw((n) => n + 1);
      if (!done) frame = requestAnimationFrame(go);
    };
    frame = requestAnimationFrame(go);
    return () => cancelAnimationFrame(frame);
  }, [search, total, redraw]);
  return search;
}

function useFamilies(): (kind: string) => KindCategory {
  const kinds = useEngineStore((store) => store.kinds);
  return useCallback(
    (kind) => kinds.find((known) => known.kind === kind)?.category ?? 'io',
    [kinds],
  );
}
