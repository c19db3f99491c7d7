import { useReactFlow } from '@xyflow/react';
import type { DragEvent } from 'react';
import { useMemo } from 'react';
import { addKind } from '../commands/edit-commands.ts';
import { kindMediaType } from '../palette/kind-media-type.ts';

interface DropHandlers {
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDrop: (event: DragEvent) => void;
}

// Where in the new node the pointer is: at its title.
const grip = { x: 60, y: 18 };

/** Takes kinds that are dragged in from the palette. */
export function useCanvasDrop(): DropHandlers {
  const flow = useReactFlow();
  return useMemo(
    () => ({
      onDragOver: (event) => {
        if (!event.dataTransfer.types.includes(kindMediaType)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      },
      onDrop: (event) => {
        const kind = event.dataTransfer.getData(kindMediaType);
        if (kind === '') return;
        event.preventDefault();
        const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
        addKind(kind, { x: at.x - grip.x, y: at.y - grip.y });
      },
    }),
    [flow],
  );
}
