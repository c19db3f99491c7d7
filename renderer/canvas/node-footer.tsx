import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCost } from '../run/format-cost.ts';
import type { NodeRun } from '../run/node-run.ts';
import { useRunNow } from '../run/use-run-now.ts';
import { formatDuration } from '../run/format-figures.ts';

/** Time, tokens, cost, rate and round of a node in the shown run. */
export function NodeFooter({ run }: { readonly run: NodeRun }): ReactNode {
  const { t } = useTranslation('canvas');
  const elapsedMs = useElapsedMs(run);
  return (
    <footer className="node-detail flex h-7 shrink-0 items-center gap-3 border-t border-line px-3 text-tiny text-muted">
      {elapsedMs === undefined ? undefined : <span>{formatDuration(elapsedMs)}</span>}
      {run.tokens > 0 ? <span>{t('tokens', { count: run.tokens })}</span> : undefined}
      {run.costUsd === undefined ? undefined : <span>{formatCost(run.costUsd)}</span>}
      {run.tokensPerSecond === undefined ? undefined : (
        <span>{t('tokensPerSecond', { rate: Math.round(run.tokensPerSecond) })}</span>
      )}
      {run.round === undefined || run.round < 2 ? undefined : (
        <span>{t('round', { round: run.round })}</span>
      )}
    </footer>
  );
}

const tickMs = 100;

/** The time at work: measured by the engine once it ended, counted here while it runs. */
function useElapsedMs({ state, startedUs, durationMs }: NodeRun): number | undefined {
  const ticking = (state === 'running' || state === 'streaming') && startedUs !== undefined;
  const nowMs = useRunNow(ticking, tickMs);
  if (!ticking) return durationMs;
  return Math.max(0, nowMs - startedUs / 1_000);
}
