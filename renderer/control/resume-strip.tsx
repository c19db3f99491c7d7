import { History } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useEngineStore } from '../engine/engine-store.ts';
import { useRunStore } from '../run/run-store.ts';
import type { RunView } from '../run/run-view.ts';
import { Button } from '../ui/button.tsx';
import { resumeRun, stoppedEarly } from './control-actions.ts';

/** Below what a run said that did not come to its end: the way to go on with it. */
export function ResumeStrip({ view }: { readonly view: RunView }): ReactNode {
  const { t } = useTranslation('control');
  const runId = useRunStore((store) => store.runId);
  const ready = useEngineStore((store) => store.client !== undefined);
  if (view.state === 'running' || !stoppedEarly(view.state)) return undefined;
  if (runId === undefined || view.runId !== runId || view.nodes.size === 0) return undefined;
  const waited = view.state === 'interrupted' && view.questions.size > 0;
  return (
    <div className="flex shrink-0 items-center gap-2 border-t border-line bg-raised px-3 py-1.5 text-small">
      <History aria-hidden size={14} className="shrink-0 text-muted" />
      <span className="min-w-0 grow text-muted">{t(waited ? 'resumeWaited' : 'resumeNote')}</span>
      <Button disabled={!ready} onClick={() => void resumeRun(runId)}>
        {t('resume')}
      </Button>
    </div>
  );
}
