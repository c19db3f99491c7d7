import { useEffect, useMemo, useState } from 'react';
import { matchNodes, renameNodes } from '../../core/contracts/comparison/match-flows.ts';
import type { RunComparison } from '../../core/contracts/comparison/run-comparison.ts';
import { compareFlows } from '../../core/model/compare-flows.ts';
import type { FlowDifference } from '../../core/model/flow-difference.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import { parseFlow } from '../../core/model/flow-file.ts';
import { toErrorInfo, type ErrorInfo } from '../../core/shared/errors.ts';
import { requireClient } from '../engine/engine-store.ts';

/** Two runs as they were compared last. */
export interface ShownComparison {
  readonly comparison: RunComparison;
  /** The flows as they ran; the second one with its nodes called as the first calls them. */
  readonly flows: { readonly a: FlowDocument; readonly b: FlowDocument } | undefined;
  readonly difference: FlowDifference | undefined;
}

interface Answer {
  readonly key: string;
  readonly shown?: ShownComparison;
  readonly error?: ErrorInfo;
}

/** Compares two runs; `turn` asks anew. The last comparison stays until the next one is there. */
export function useComparison(a: string, b: string, turn: number): Omit<Answer, 'key'> {
  const key = `${a} ${b} ${turn}`;
  const [answer, setAnswer] = useState<Answer>({ key: '' });
  useEffect(() => {
    let isWanted = true;
    const settle = (next: Omit<Answer, 'key'>): void => {
      if (isWanted) setAnswer({ key, ...next });
    };
    compare(a, b).then(
      (shown) => settle({ shown }),
      (thrown: unknown) => settle({ error: toErrorInfo(thrown) }),
    );
    return () => {
      isWanted = false;
    };
  }, [a, b, key]);
  const sameRuns = answer.key.startsWith(`${a} ${b} `);
  return useMemo(() => (sameRuns ? answer : {}), [answer, sameRuns]);
}

async function compare(a: string, b: string): Promise<ShownComparison> {
  const { comparison, flowA, flowB } = await requireClient().call('compare.open', { a, b });
  const [was, is] = [parseFlow(flowA).document, parseFlow(flowB).document];
  if (was === undefined || is === undefined) {
    return { comparison, flows: undefined, difference: undefined };
  }
  const renamed = renameNodes(is, matchNodes(was, is));
  return {
    comparison,
    flows: { a: was, b: renamed },
    difference: compareFlows(was, renamed),
  };
}
