import { useReactFlow, useStore } from '@xyflow/react';
import { Minus, Plus, Maximize } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Tooltip } from '../ui/tooltip.tsx';
import { canvasView } from './canvas-view.ts';

const button =
  'flex h-7 items-center justify-center gap-1.5 px-2 text-muted hover:bg-hover hover:text-text focus-visible:z-10';

/** Zoom out, the zoom (a click makes it 100 %), zoom in, and fit. */
export function ZoomControls(): ReactNode {
  const { t } = useTranslation('canvas');
  const flow = useReactFlow();
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
          onClick={() => void flow.zoomOut()}
        >
          <Minus size={14} />
        </button>
      </Tooltip>
      <Tooltip text={t('zoomReset')} keys="0" side="top">
        <button
          type="button"
          aria-label={`${percent} % · ${t('zoomReset')}`}
          className={`${button} w-14`}
          onClick={() => canvasView()?.resetZoom()}
        >
          {percent} %
        </button>
      </Tooltip>
      <Tooltip text={t('zoomIn')} side="top">
        <button
          type="button"
          aria-label={t('zoomIn')}
          className={button}
          onClick={() => void flow.zoomIn()}
        >
          <Plus size={14} />
        </button>
      </Tooltip>
      <Tooltip text={t('fitHelp')} keys="1" side="top">
        <button type="button" className={button} onClick={() => canvasView()?.fit()}>
          <Maximize size={13} />
          {t('fit')}
        </button>
      </Tooltip>
    </div>
  );
}
