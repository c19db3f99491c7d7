import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFindings } from '../document/use-findings.ts';
import { TracePanel } from '../trace/trace-panel.tsx';
import { useRunsStore, watchRuns } from '../runs/runs-store.ts';
import { formatCost } from '../run/format-cost.ts';
import { countsEveryMs, useRunView } from '../run/use-run-view.ts';
import { showRunNode, useSelectedRunNode } from '../screen/show-node.ts';

/** The trace of the shown run, tied to the canvas. */
export function TraceHere(): ReactNode {
  const view = useRunView(countsEveryMs);
  const selectedNodeId = useSelectedRunNode();
  return <TracePanel view={view} selectedNodeId={selectedNodeId} onSelectNode={showRunNode} />;
}

/** What the whole run has cost so far; nothing where no price is known. */
export function TraceToolbar(): ReactNode {
  const { t } = useTranslation('panels');
  const { costUsd } = useRunView(countsEveryMs);
  if (costUsd === undefined) return undefined;
  return (
    <span
      title={t('runCostHelp')}
      className="selectable self-center pr-1 text-small whitespace-nowrap text-muted"
    >
      {t('runCost')} <span className="font-mono">{formatCost(costUsd)}</span>
    </span>
  );
}

/** Tokens of the shown run. */
export function TokenCount(): ReactNode {
  return useRunView(countsEveryMs).tokens || undefined;
}

/** Steps of the shown run. */
export function StepCount(): ReactNode {
  return useRunView(countsEveryMs).trace.spans || undefined;
}

/** Findings about the open flow. */
export function ProblemCount(): ReactNode {
  return useFindings().length || undefined;
}

/** Runs that the panel has loaded, and whether there are more. */
export function RunCount(): ReactNode {
  const { runs, next } = useRunsStore();
  useEffect(watchRuns, []);
  if (runs.length === 0) return undefined;
  return next === undefined ? runs.length : `${runs.length}+`;
}
