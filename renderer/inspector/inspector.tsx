import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  deleteSelection,
  duplicateSelection,
  toggleSelectionDisabled,
} from '../commands/edit-commands.ts';
import { makeSubFlow } from '../commands/sub-flow-commands.ts';
import { useShownKeys } from '../commands/key-bindings.ts';
import { onlySelectedNode, useCanvasStore } from '../canvas/canvas-store.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { Button } from '../ui/button.tsx';
import { FlowInspector } from './flow-inspector.tsx';
import { NodeInspector } from './node-inspector.tsx';

/** The settings of what is selected; the flow's own where nothing is. */
export function Inspector(): ReactNode {
  const { t } = useTranslation('inspector');
  const nodeId = useCanvasStore(onlySelectedNode);
  const count = useCanvasStore((store) => store.nodeIds.size);
  const known = useDocumentStore(
    (store) => nodeId !== undefined && store.document.nodes[nodeId] !== undefined,
  );
  return (
    <aside aria-label={t('settings')} className="h-full overflow-y-auto bg-panel">
      {nodeId !== undefined && known ? (
        <NodeInspector key={nodeId} nodeId={nodeId} />
      ) : count > 1 ? (
        <SelectionInspector count={count} />
      ) : (
        <FlowInspector />
      )}
    </aside>
  );
}

function SelectionInspector({ count }: { readonly count: number }): ReactNode {
  const { t } = useTranslation('inspector');
  const shownKeys = useShownKeys();
  const nodeIds = useCanvasStore((store) => store.nodeIds);
  const nodes = useDocumentStore((store) => store.document.nodes);
  const allDisabled = [...nodeIds].every((nodeId) => nodes[nodeId]?.disabled === true);
  return (
    <div className="flex flex-col gap-3 p-3">
      <h2 className="font-semibold">{t('selected', { count })}</h2>
      <div className="flex flex-wrap gap-2">
        <Button keys={shownKeys('edit.duplicate')} onClick={duplicateSelection}>
          {t('duplicate')}
        </Button>
        <Button keys={shownKeys('edit.make-sub-flow')} onClick={makeSubFlow}>
          {t('makeSubFlow')}
        </Button>
        <Button keys={shownKeys('edit.disable')} onClick={toggleSelectionDisabled}>
          {t(allDisabled ? 'enable' : 'disable')}
        </Button>
        <Button keys={shownKeys('edit.delete')} variant="danger" onClick={deleteSelection}>
          {t('delete')}
        </Button>
      </div>
    </div>
  );
}
