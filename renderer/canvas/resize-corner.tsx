import { useReactFlow } from '@xyflow/react';
import { useRef } from 'react';
import type { PointerEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { edit, useDocumentStore } from '../document/document-store.ts';
import { resizeNode } from '../document/frames.ts';
import { useCanvasStore } from '../screen/canvas-store.ts';
import type { Size } from '../screen/canvas-store.ts';
import { nodeTraits } from '../commands/drop-nodes.ts';

interface ResizeCornerProps {
  readonly nodeId: string;
  readonly title: string;
}

const least: Size = { width: 120, height: 60 };
/** As the canvas's own grid, so that edges line up. */
const gridPx = 4;

/** The lower right corner of a node that can be resized; one pull is one step to undo. */
export function ResizeCorner({ nodeId, title }: ResizeCornerProps): ReactNode {
  const { t } = useTranslation('canvas');
  const flow = useReactFlow();
  const readOnly = useDocumentStore((store) => store.readOnly);
  const pull = useRef<{ readonly x: number; readonly y: number; readonly size: Size }>(undefined);
  if (readOnly) return undefined;
  const sizeAt = (event: PointerEvent): Size | undefined => {
    if (pull.current === undefined) return undefined;
    const { x, y, size } = pull.current;
    const zoom = flow.getZoom();
    const onGrid = (value: number): number => Math.round(value / gridPx) * gridPx;
    return {
      width: Math.max(least.width, onGrid(size.width + (event.clientX - x) / zoom)),
      height: Math.max(least.height, onGrid(size.height + (event.clientY - y) / zoom)),
    };
  };
  const end = (event: PointerEvent): void => {
    const size = sizeAt(event);
    pull.current = undefined;
    if (size !== undefined)
      edit((document) => resizeNode(document, nodeId, size, nodeTraits.isContainer));
    useCanvasStore.setState({ resized: {} });
  };
  return (
    <div
      // The size can also be typed, in the inspector.
      aria-hidden
      title={t('resize', { title })}
      className="resize-corner nodrag nopan"
      onPointerDown={(event) => {
        const { measured } = flow.getNode(nodeId) ?? {};
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        const size = { width: measured?.width ?? 0, height: measured?.height ?? 0 };
        pull.current = { x: event.clientX, y: event.clientY, size };
      }}
      onPointerMove={(event) => {
        const size = sizeAt(event);
        if (size !== undefined) useCanvasStore.setState({ resized: { [nodeId]: size } });
      }}
      onPointerUp={end}
      onPointerCancel={end}
    />
  );
}
