import { Pause, Play, StepForward } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useShownKeys } from '../commands/key-bindings.ts';
import { useRunStore } from '../run/run-store.ts';
import { useRunView } from '../run/use-run-view.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { continueRun, pauseRun, stepRun } from './control-actions.ts';

/** How often the buttons look at the run, ms. */
const refreshMs = 100;

/** Pause or go on, and step, while a run is under way. */
export function RunControls(): ReactNode {
  const { t } = useTranslation('control');
  const running = useRunStore((store) => store.state === 'running');
  const view = useRunView(refreshMs);
  const shownKeys = useShownKeys();
  if (!running) return undefined;
  const isHeld = view.isPaused || view.held.size > 0;
  return (
    <div className="flex shrink-0 items-center" role="group" aria-label={t('runControls')}>
      {isHeld ? (
        <IconButton
          label={t('goOn')}
          keys={shownKeys('run.hold')}
          className="text-waiting"
          onClick={() => continueRun()}
        >
          <Play size={16} />
        </IconButton>
      ) : (
        <IconButton label={t('pause')} keys={shownKeys('run.hold')} onClick={pauseRun}>
          <Pause size={16} />
        </IconButton>
      )}
      <IconButton label={t('step')} keys={shownKeys('run.step')} onClick={() => stepRun()}>
        <StepForward size={16} />
      </IconButton>
    </div>
  );
}
