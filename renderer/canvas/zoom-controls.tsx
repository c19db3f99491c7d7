import { useStore } from '@xyflow/react';
import { Minus, Plus, Maximize } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useShownKeys } from '../commands/key-bindings.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import { canvasView } from '../screen/canvas-view.ts';

const button =
  'flex h-7 items-center justify-center gap-1.5 px-2 text-muted transition-colors hover:bg-hover hover:text-text -outline-offset-2';

/** Zoom out, the zoom (a click makes it 100 %), zoom in, and fit. */
export function ZoomControls(): ReactNode {
  const { t } = useTranslation('canvas');
  const shownKeys = useShownKeys();
  const percent = useStore((store) => Math.round(store.transform[2] * 100));
  return (
    <div
      role="group"
      aria-label={t('zoom')}
      className="flex divide-x divide-line overflow-hidden rounded-control border border-line-strong bg-panel text-small"
    >
      <Tooltip text={t('zoomOut')} side="top">
        <button
          type="button"
          aria-label={t('zoomOut')}
          className={button}
          onClick={() => canvasView()?.zoomBy('out')}
        >
          <Minus size={14} />
        </button>
      </Tooltip>
      <Tooltip text={t('zoomReset')} keys={shownKeys('view.zoom-100')} side="top">
        <button
          type="button"
          aria-label={`${t('percent', { percent })} · ${t('zoomReset')}`}
          className={`${button} w-14`}
          onClick={() => canvasView()?.resetZoom()}
        >
          {t('percent', { percent })}
        </button>
      </Tooltip>
      <Tooltip text={t('zoomIn')} side="top">
        <button
          type="button"
          aria-label={t('zoomIn')}
          className={button}
          onClick={() => canvasView()?.zoomBy('in')}
        >
          <Plus size={14} />
        </button>
      </Tooltip>
      <Tooltip text={t('fitHelp')} keys={shownKeys('view.fit')} side="top">
        <button type="button" className={button} onClick={() => canvasView()?.fit()}>
          <Maximize size={13} />
          {t('fit')}
        </button>
      </Tooltip>
    </div>
  );
}
