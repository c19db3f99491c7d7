import { AudioLines, RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cancelledCode } from '../../core/shared/errors.ts';
import { runFeed } from '../run/run-feed.ts';
import { useRunStore } from '../run/run-store.ts';
import { useShownRunState } from '../run/use-shown-run-state.ts';
import type { RunView } from '../run/run-view.ts';
import { useRunView } from '../run/use-run-view.ts';
import { Button } from '../ui/button.tsx';
import { useSelectedRunNode } from '../screen/show-node.ts';
import { EmptyState } from '../panels/empty-state.tsx';
import { ErrorView } from '../values/error-view.tsx';
import { OutputList } from './output-list.tsx';
import { HeldList } from '../control/held-list.tsx';
import { ResumeStrip } from '../control/resume-strip.tsx';
import { QuestionList } from '../questions/question-list.tsx';
import { pickRows } from './shown-rows.ts';
import { searchOutput, useOutputControls } from './use-output-controls.ts';
import type { OutputControls } from './use-output-controls.ts';

/** What the nodes say, as it comes. Follows the end until the person scrolls up. */
export function OutputPanel(): ReactNode {
  const view = useRunView();
  const controls = useOutputControls(view, useSelectedRunNode());
  const rows = pickRows(view, controls);
  return (
    <div
      data-keeps-keys="Mod+F"
      className="flex h-full flex-col"
      onKeyDown={(event) => {
        if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'f') return;
        event.preventDefault();
        if (rows.count > 0) searchOutput(controls.search ?? '');
      }}
    >
      <ReplayNote view={view} />
      <QuestionList view={view} />
      <HeldList view={view} />
      <div className="min-h-0 grow">
        {rows.count === 0 ? (
          <NoOutput view={view} controls={controls} />
        ) : (
          // A key per run: another run starts at its own end, with heights of its own.
          <OutputList
            key={`${view.runId} ${controls.onlyNodeId} ${JSON.stringify(controls.chosen)}`}
            {...{ view, rows, controls }}
          />
        )}
      </div>
      <RunError view={view} />
      <ResumeStrip view={view} />
    </div>
  );
}

/** Says that no model spoke here, and who did. */
function ReplayNote({ view }: { readonly view: RunView }): ReactNode {
  const { t } = useTranslation('panels');
  if (view.replay === undefined) return undefined;
  const { name, pace } = view.replay;
  return (
    <p className="flex shrink-0 items-center gap-2 border-b border-line bg-sunken px-3 py-1 text-small text-muted">
      <RotateCcw aria-hidden size={14} className="shrink-0" />
      <span className="truncate" title={name}>
        {t(pace === 'none' ? 'replayedAtOnce' : 'replayedAtPace', { name })}
      </span>
    </p>
  );
}

interface NoOutputProps {
  readonly view: RunView;
  readonly controls: OutputControls;
}

function NoOutput({ view, controls }: NoOutputProps): ReactNode {
  const { t } = useTranslation('panels');
  const state = useShownRunState();
  const icon = <AudioLines size={20} />;
  if (view.rows.length > 0) {
    return (
      <EmptyState icon={icon} text={t('outputEmptyNode')}>
        {controls.onlyNodeId === undefined ? undefined : (
          <Button onClick={controls.toggleFilter}>{t('showAllNodes')}</Button>
        )}
      </EmptyState>
    );
  }
  if (state === 'running' || state === 'starting') {
    return <EmptyState icon={icon} text={t('outputWaiting')} />;
  }
  return <EmptyState icon={icon} text={t('outputEmpty')} command="run.start" />;
}

/** Why a run did not start or was cut off; what failed inside it stands in its rows. */
function RunError({ view }: { readonly view: RunView }): ReactNode {
  const error = useRunStore((store) => store.error);
  const state = useRunStore((store) => store.state);
  if (!error || view.failureShown || error.code === cancelledCode) return undefined;
  // Of a moment of before, it is not known yet.
  if (view !== runFeed.live) return undefined;
  return (
    <div
      // What ended a run is said with its state already.
      role={state === 'failed' || state === 'interrupted' ? undefined : 'alert'}
      data-run-error
      className="max-h-1/2 shrink-0 overflow-auto border-t border-line"
    >
      <ErrorView error={error} />
    </div>
  );
}
