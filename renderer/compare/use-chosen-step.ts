import { useEffect } from 'react';
import type { ComparedStep } from '../../core/contracts/comparison/run-comparison.ts';
import { requireClient } from '../engine/engine-store.ts';
import type { ShownComparison } from './use-comparison.ts';

/** A row that was chosen, and its step once that is known. */
export interface ChosenRow {
  readonly row: number;
  readonly step: ComparedStep | undefined;
}

/** The step of the chosen row; read where it was chosen by its number alone. */
export function useChosenStep(
  { comparison }: ShownComparison,
  chosen: ChosenRow,
  onRead: (read: ChosenRow) => void,
): ComparedStep | undefined {
  const { row, step } = chosen;
  const [a, b] = [comparison.a.runId, comparison.b.runId];
  useEffect(() => {
    if (step !== undefined) return undefined;
    let isWanted = true;
    void readStep(a, b, row).then((read) => {
      if (isWanted && read !== undefined) onRead({ row, step: read });
    });
    return () => {
      isWanted = false;
    };
  }, [a, b, row, step, onRead]);
  return step;
}

/** Undefined where there is no engine to ask. */
async function readStep(a: string, b: string, row: number): Promise<ComparedStep | undefined> {
  try {
    const request = { a, b, order: 'run', from: row, count: 1 } as const;
    return (await requireClient().call('compare.rows', request)).rows[0];
  } catch {
    return undefined;
  }
}
