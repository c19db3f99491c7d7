import { useCallback, useRef, useState } from 'react';
import type { ComparedStep } from '../../core/contracts/comparison/run-comparison.ts';
import { requireClient } from '../engine/engine-store.ts';
import type { ShownComparison } from './use-comparison.ts';

/** In the order of the runs, or what differs most first. */
export type RowOrder = 'run' | 'differences';

const pageSize = 200;

interface Pages {
  readonly key: string;
  readonly pages: ReadonlyMap<number, readonly ComparedStep[]>;
}

/** The rows of a comparison as far as they were wanted; asks for pages as they come into sight. */
export function useComparedRows(
  shown: ShownComparison,
  order: RowOrder,
): {
  /** Undefined until it is there. */
  rowAt(at: number): ComparedStep | undefined;
  /** Asks for what is missing in a range. */
  want(first: number, end: number): void;
} {
  const { a, b } = shown.comparison;
  const [loaded, setLoaded] = useState<Pages>({ key: '', pages: new Map() });
  const asked = useRef<{ readonly shown: ShownComparison; readonly pages: Set<string> }>(undefined);
  const key = `${a.runId} ${b.runId} ${order}`;
  const want = useCallback(
    (first: number, end: number) => {
      if (asked.current?.shown !== shown) asked.current = { shown, pages: new Set() };
      const { pages } = asked.current;
      for (let page = Math.floor(first / pageSize); page * pageSize < end; page += 1) {
        const name = `${order} ${page}`;
        if (pages.has(name)) continue;
        pages.add(name);
        const request = { a: a.runId, b: b.runId, order, from: page * pageSize, count: pageSize };
        void readRows(request).then((rows) => {
          if (rows === undefined) pages.delete(name);
          else if (asked.current?.shown === shown) {
            setLoaded((now) => ({
              key,
              pages: new Map(now.key === key ? now.pages : []).set(page, rows),
            }));
          }
        });
      }
    },
    [shown, order, key, a.runId, b.runId],
  );
  const rowAt = (at: number): ComparedStep | undefined =>
    loaded.key === key ? loaded.pages.get(Math.floor(at / pageSize))?.[at % pageSize] : undefined;
  return { rowAt, want };
}

/** Undefined while there is no engine to ask. */
async function readRows(request: {
  readonly a: string;
  readonly b: string;
  readonly order: RowOrder;
  readonly from: number;
  readonly count: number;
}): Promise<readonly ComparedStep[] | undefined> {
  try {
    return (await requireClient().call('compare.rows', request)).rows;
  } catch {
    return undefined;
  }
}
