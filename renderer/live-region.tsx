import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCanvasStore } from './screen/canvas-store.ts';
import { useRunStore } from './run/run-store.ts';
import { useEngineWords } from './i18n/use-engine-words.ts';

/** Tells screen readers how the run goes and what happened on the canvas. */
export function LiveRegion(): ReactNode {
  const { t } = useTranslation();
  const say = useEngineWords();
  const state = useRunStore((store) => store.state);
  const error = useRunStore((store) => store.error);
  const announcement = useCanvasStore((store) => store.announcement);
  const failure = state === 'failed' || state === 'interrupted' ? say(error?.message ?? '') : '';
  return (
    <>
      <div role="status" aria-label={t('runStateRegion')} className="sr-only">
        {state === 'idle' || state === 'starting' ? '' : `${t(`run_${state}`)} ${failure}`}
      </div>
      <div role="status" className="sr-only">
        {announcement}
      </div>
    </>
  );
}
