import { useReactFlow } from '@xyflow/react';
import type { DragEvent } from 'react';
import { useMemo } from 'react';
import { addIntoWire, endSplicing, markWireUnderKind } from '../arrange/splicing.ts';
import { addKind } from '../commands/edit-commands.ts';
import { useDocumentStore } from '../document/document-store.ts';
import type { Point } from '../document/flow-edits.ts';
import { findKind } from '../engine/engine-store.ts';
import { draggedKind, kindMediaType } from '../palette/kind-media-type.ts';

interface DropHandlers {
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDragLeave: (event: DragEvent) => void;
  readonly onDrop: (event: DragEvent) => void;
}

// Where in the new node the pointer is: at its title.
const grip = { x: 60, y: 18 };

/** Takes kinds that are dragged in from the palette: onto the canvas, or into a wire. */
export function useCanvasDrop(): DropHandlers {
  const flow = useReactFlow();
  return useMemo(() => {
    const cornerAt = ({ clientX, clientY }: DragEvent): Point => {
      const { x, y } = flow.screenToFlowPosition({ x: clientX, y: clientY });
      return { x: x - grip.x, y: y - grip.y };
    };
    return {
      onDragOver: (event) => {
        if (!event.dataTransfer.types.includes(kindMediaType)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        const kind = findKind(draggedKind() ?? '');
        const { readOnly } = useDocumentStore.getState();
        if (kind !== undefined && !readOnly) markWireUnderKind(kind, cornerAt(event));
      },
      onDragLeave: ({ currentTarget, relatedTarget }) => {
        const isInside = relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
        if (!isInside) endSplicing();
      },
      onDrop: (event) => {
        const kindId = event.dataTransfer.getData(kindMediaType);
        if (kindId === '') return;
        event.preventDefault();
        const kind = findKind(kindId);
        const wire = endSplicing();
        if (kind !== undefined && wire !== undefined) addIntoWire(kind, wire, cornerAt(event));
        else addKind(kindId, cornerAt(event));
      },
    };
  }, [flow]);
}
