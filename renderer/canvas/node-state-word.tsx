import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { KindDescriptor } from '../../core/model/kind-descriptor.ts';
import type { NodeRun } from '../run/node-run.ts';
import { useShownRunState } from '../run/use-shown-run-state.ts';

interface NodeStateWordProps {
  readonly run: NodeRun;
  readonly problems: number;
  /** Undefined for a kind that nobody knows. */
  readonly kind: KindDescriptor | undefined;
  readonly disabled: boolean;
}

/** The state of a node, as a word with a dot; before a run, what is wrong with it. */
export function NodeStateWord({ run, problems, kind, disabled }: NodeStateWordProps): ReactNode {
  const { t } = useTranslation('canvas');
  const underWay = useShownRunState() === 'running';
  // A tool does not wait for its turn: it is called, or not.
  const waiting = underWay && run.state === 'idle' && kind?.category !== 'tools' && !disabled;
  if (run.state === 'idle' && !waiting && !disabled && (problems > 0 || kind === undefined)) {
    return (
      <span className="node-problem flex shrink-0 items-center gap-1 text-tiny text-waiting">
        <TriangleAlert size={12} aria-hidden />
        <span className="node-problem-count">
          {kind === undefined ? t('unknown') : t('problems', { count: problems })}
        </span>
      </span>
    );
  }
  const resting = disabled && (run.state === 'idle' || run.state === 'skipped');
  const state = waiting ? 'waiting' : resting ? 'disabled' : run.state;
  const counted = run.calls > 0 && state === 'done';
  return (
    <span data-state={state} className="state-word flex shrink-0 items-center gap-1.5 text-tiny">
      <span aria-hidden className="state-dot" />
      {counted ? t('calls', { count: run.calls }) : t(`state_${state}`)}
      {run.failures === undefined || state === 'failed' ? undefined : (
        <span className="text-failed">· {t('failedPasses', { count: run.failures })}</span>
      )}
    </span>
  );
}
