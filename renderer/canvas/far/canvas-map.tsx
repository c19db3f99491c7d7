import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useCallback, useEffect, useRef } from 'react';
import type { PointerEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readColours } from './far-colours.ts';
import type { FarColours } from './far-colours.ts';
import type { FarScene } from './far-scene.ts';
import { MapPicture, frameMap } from './map-picture.ts';
import type { MapFrame } from './map-picture.ts';
import { onThemeChange } from './on-theme-change.ts';
import { boxInSight } from './sight.ts';

/** The map's size on screen, px. */
const size = { width: 152, height: 96 } as const;
/** How often the map follows a change of the flow or of its run, ms; it follows the view with every frame. */
const redrawMs = 100;

type View = ReturnType<ReturnType<typeof useStoreApi>['getState']>;

/** The whole flow in small, with the part in sight marked: drag in it to move there, turn the wheel to zoom. */
export function CanvasMap({ scene }: { readonly scene: FarScene }): ReactNode {
  const { t } = useTranslation('canvas');
  const flow = useReactFlow();
  const store = useStoreApi();
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<MapFrame>(undefined);
  useEffect(() => {
    if (canvas.current === null) return;
    return keepDrawn(canvas.current, scene, store, (now) => (frame.current = now));
  }, [scene, store]);
  const goTo = useCallback(
    (event: PointerEvent<HTMLCanvasElement>) => {
      if (event.buttons !== 1 || frame.current === undefined) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const corner = event.currentTarget.getBoundingClientRect();
      const { scale, x, y } = frame.current;
      void flow.setCenter(
        x + (event.clientX - corner.left) / scale,
        y + (event.clientY - corner.top) / scale,
        { zoom: flow.getZoom() },
      );
    },
    [flow],
  );
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={t('minimap')}
      className="map"
      style={size}
      onPointerDown={goTo}
      onPointerMove={goTo}
      onWheel={({ deltaY }) => void flow.zoomTo(flow.getZoom() * 2 ** (-deltaY / 500))}
    />
  );
}

function keepDrawn(
  canvas: HTMLCanvasElement,
  scene: FarScene,
  store: ReturnType<typeof useStoreApi>,
  onFrame: (frame: MapFrame) => void,
): () => void {
  const ratio = window.devicePixelRatio;
  const context = canvas.getContext('2d');
  const picture = new MapPicture();
  let colours = readColours();
  let request = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const draw = (): void => {
    request = 0;
    if (context === null) return;
    canvas.width = Math.round(size.width * ratio);
    canvas.height = Math.round(size.height * ratio);
    context.scale(ratio, ratio);
    onFrame(drawMap(context, picture, colours, scene, store.getState()));
  };
  const schedule = (): void => {
    if (request === 0) request = requestAnimationFrame(draw);
  };
  const redraw = (): void => {
    timer = undefined;
    picture.draw(scene, colours, { width: size.width * ratio, height: size.height * ratio });
    schedule();
  };
  // The flow itself comes first.
  timer = setTimeout(redraw, redrawMs);
  const stops = [
    scene.subscribe(() => {
      timer ??= setTimeout(redraw, redrawMs);
    }),
    store.subscribe((now, before) => {
      if (now.transform !== before.transform || now.width !== before.width) schedule();
    }),
    onThemeChange(() => {
      colours = readColours();
      redraw();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    cancelAnimationFrame(request);
    clearTimeout(timer);
  };
}

function drawMap(
  context: CanvasRenderingContext2D,
  picture: MapPicture,
  colours: FarColours,
  scene: FarScene,
  { transform: [left, top, zoom], width, height }: View,
): MapFrame {
  const sight = boxInSight({ left, top, zoom, width, height });
  const frame = frameMap(scene.bounds, sight, size);
  const { scale } = frame;
  picture.copyTo(context, frame);
  const [x, y] = [(sight.x - frame.x) * scale, (sight.y - frame.y) * scale];
  context.beginPath();
  context.rect(0, 0, size.width, size.height);
  context.rect(x, y, sight.width * scale, sight.height * scale);
  context.fillStyle = colours.mapMask;
  context.fill('evenodd');
  context.strokeStyle = colours.accent;
  context.lineWidth = 1;
  context.strokeRect(x, y, sight.width * scale, sight.height * scale);
  return frame;
}
