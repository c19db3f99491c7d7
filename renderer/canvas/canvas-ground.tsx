import { useStore } from '@xyflow/react';
import type { ComponentProps, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../ui/class-names.ts';
import { useDifferenceStore } from '../versions/difference-store.ts';
import { farZoom } from './far/choose-level.ts';

interface CanvasGroundProps {
  /** What hears of hands and keys anywhere on the canvas. */
  readonly hands: Pick<
    ComponentProps<'section'>,
    | 'onDragOver'
    | 'onDragLeave'
    | 'onDrop'
    | 'onPointerMove'
    | 'onFocus'
    | 'onBlur'
    | 'onDoubleClick'
  >;
  /** Whether the flow is drawn as one picture. */
  readonly isPicture: boolean;
  readonly children: ReactNode;
}

/** What lies around the drawing; out of reach while two flows are compared over it. */
export function CanvasGround({ hands, isPicture, children }: CanvasGroundProps): ReactNode {
  const { t } = useTranslation('canvas');
  const isFar = useStore((store) => store.transform[2] < farZoom);
  const covered = useDifferenceStore((store) => store.shown !== undefined);
  return (
    <section
      inert={covered}
      aria-label={t('canvas')}
      className={classNames(
        'canvas relative h-full',
        (isFar || isPicture) && 'canvas-far',
        isPicture && 'canvas-picture',
      )}
      {...hands}
    >
      {children}
    </section>
  );
}
