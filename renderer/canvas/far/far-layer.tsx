import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readColours } from './far-colours.ts';
import { FarPainter } from './far-painter.ts';
import type { FarPicture } from './far-painter.ts';
import { onThemeChange } from './on-theme-change.ts';
import type { View } from './sight.ts';

interface FarLayerProps {
  readonly picture: FarPicture;
  /** How many it shows. */
  readonly nodes: number;
  readonly wires: number;
}

/** A large flow from far: one picture of all its nodes and wires under the few that are elements. */
export function FarLayer({ picture, nodes, wires }: FarLayerProps): ReactNode {
  const { t } = useTranslation('canvas');
  const store = useStoreApi();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current === null) return;
    const { current } = canvas;
    const painter = new FarPainter(current, picture, readColours());
    const stops = [
      picture.subscribe((boxes) => painter.mark(boxes)),
      store.subscribe((now, before) => {
        const moved = now.transform !== before.transform;
        if (moved || now.width !== before.width || now.height !== before.height) {
          painter.show(viewOf(now));
        }
      }),
      onThemeChange(() => painter.recolour(readColours())),
      () => painter.stop(),
    ];
    painter.show(viewOf(store.getState()));
    const { domNode } = store.getState();
    stops.push(keepScale(domNode, store));
    return () => {
      for (const stop of stops) stop();
    };
  }, [picture, store]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={t('farPicture', { nodes, wires })}
      className="far-layer"
    />
  );
}

function viewOf({
  transform: [left, top, zoom],
  width,
  height,
}: {
  readonly transform: readonly [number, number, number];
  readonly width: number;
  readonly height: number;
}): View {
  return { left, top, zoom, width, height };
}

/** From here on ports can be hit. */
const portZoom = 0.2;

/** Tells the styles how many px at zoom 1 one px on screen is: rings around elements stay as thin as they are near. */
function keepScale(
  domNode: HTMLElement | null,
  { getState, subscribe }: ReturnType<typeof useStoreApi>,
): () => void {
  let known = 0;
  const tell = (zoom: number): void => {
    if (zoom === known) return;
    known = zoom;
    domNode?.style.setProperty('--screen-px', `${1 / zoom}px`);
    // On a smaller node the ports would leave nothing to take it by.
    domNode?.toggleAttribute('data-far-ports', zoom >= portZoom);
  };
  tell(getState().transform[2]);
  return subscribe(({ transform }) => tell(transform[2]));
}
