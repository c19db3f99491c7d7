import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { onlySelectedEdge, onlySelectedNode, useCanvasStore } from '../screen/canvas-store.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { FlowInspector } from './flow-inspector.tsx';
import { NodeInspector } from './node-inspector.tsx';
import { SelectionInspector } from './selection-inspector.tsx';
import { WireInspector } from './wire-inspector.tsx';

/** The settings of what is selected; the flow's own where nothing is. */
export function Inspector(): ReactNode {
  const { t } = useTranslation('inspector');
  const nodeId = useCanvasStore(onlySelectedNode);
  const count = useCanvasStore((store) => store.nodeIds.size);
  const wireId = useCanvasStore(onlySelectedEdge);
  const known = useDocumentStore(
    (store) => nodeId !== undefined && store.document.nodes[nodeId] !== undefined,
  );
  return (
    <aside aria-label={t('settings')} className="h-full overflow-y-auto bg-panel">
      {nodeId !== undefined && known ? (
        <NodeInspector key={nodeId} nodeId={nodeId} />
      ) : count > 1 ? (
        <SelectionInspector count={count} />
      ) : wireId !== undefined ? (
        <WireInspector key={wireId} id={wireId} />
      ) : (
        <FlowInspector />
      )}
    </aside>
  );
}
