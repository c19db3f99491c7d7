import { useConnection } from '@xyflow/react';
import type { ReactNode } from 'react';
import { useDocumentStore } from '../document/document-store.ts';
import { NodeActions } from './node-actions.tsx';
import { useCanvasStore } from '../screen/canvas-store.ts';

interface NodeToolbarProps {
  readonly nodeId: string;
  readonly disabled: boolean;
}

/** What can be done with the node under the pointer; by keys the inspector and shortcuts offer the same. */
export function NodeToolbar({ nodeId, disabled }: NodeToolbarProps): ReactNode {
  const readOnly = useDocumentStore((store) => store.readOnly);
  const dragging = useCanvasStore((store) => Object.keys(store.dragged).length > 0);
  const wiring = useConnection((connection) => connection.inProgress);
  if (readOnly || dragging || wiring) return undefined;
  return (
    <div className="node-toolbar nodrag nopan">
      <div className="flex rounded-control border border-line-strong bg-float p-px shadow-float">
        <NodeActions nodeId={nodeId} disabled={disabled} tabIndex={-1} />
      </div>
    </div>
  );
}
