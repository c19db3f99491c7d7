import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { choosePass, usePassStore } from '../run/pass-store.ts';
import { runIdOf } from '../run/shown-node-run.ts';
import { useNodeRun } from '../run/use-node-run.ts';
import { IconButton } from '../ui/icon-button.tsx';

interface PassCounterProps {
  readonly nodeId: string;
  readonly kind: string;
  readonly title: string;
}

/** How far a container is, and a way to look at one of its passes: its nodes and the panels then show that one alone. */
export function PassCounter({ nodeId, kind, title }: PassCounterProps): ReactNode {
  const { t } = useTranslation('canvas');
  const run = useNodeRun(nodeId);
  const containerId = runIdOf(nodeId);
  const chosen = usePassStore((store) => store.chosen[containerId]);
  const { passes, elements, failedPasses } = run;
  if (passes === undefined) return undefined;
  const last = Math.max(passes, chosen ?? 0);
  const pass = chosen ?? passes;
  const text =
    elements !== undefined
      ? t('passOf', { pass, total: elements })
      : t(kind === 'loop' ? 'round' : 'pass', { round: pass, pass });
  const step = (by: number): void => {
    const next = chosen === undefined ? (by < 0 ? last : 1) : chosen + by;
    choosePass(containerId, next < 1 || next > last ? undefined : next);
  };
  return (
    <span
      role="group"
      aria-label={t('passes', { title })}
      className="node-detail nodrag nopan flex shrink-0 items-center rounded-control text-tiny text-muted"
    >
      <IconButton label={t('previousPass')} className="size-6" onClick={() => step(-1)}>
        <ChevronLeft size={14} />
      </IconButton>
      <button
        type="button"
        aria-pressed={chosen !== undefined}
        title={t('allPasses')}
        onClick={() => choosePass(containerId, undefined)}
        className="pass-count rounded px-1 tabular-nums"
      >
        {text}
      </button>
      <IconButton label={t('nextPass')} className="size-6" onClick={() => step(1)}>
        <ChevronRight size={14} />
      </IconButton>
      {failedPasses === undefined ? undefined : (
        <span className="ml-1 text-failed">{t('failedPasses', { count: failedPasses })}</span>
      )}
    </span>
  );
}
