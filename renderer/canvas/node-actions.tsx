import {
  CircleOff,
  CirclePower,
  ChevronsDownUp,
  ChevronsUpDown,
  CopyPlus,
  LogIn,
  Pin,
  PinOff,
  Play,
  Trash2,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { deleteNodes, duplicateNodes, setNodesDisabled } from '../commands/edit-commands.ts';
import { enterSubFlow } from '../commands/sub-flow-commands.ts';
import { useShownKeys } from '../commands/key-bindings.ts';
import { runNode, togglePin } from '../control/control-actions.ts';
import { marksOf, useFlowMarks } from '../document/flow-marks-store.ts';
import { isSheet } from '../document/is-sheet.ts';
import { useNodeRun } from '../run/use-node-run.ts';
import { useRunStore } from '../run/run-store.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { runsFlow } from '../document/flow-path.ts';
import { isCollapsed } from '../document/node-look.ts';
import { IconButton } from '../ui/icon-button.tsx';

import { collapseNodes, isCollapsible } from './node-look-commands.ts';

const noNode = { kind: '' };

interface NodeActionsProps {
  readonly nodeId: string;
  readonly disabled: boolean;
  /** False where pinning stands elsewhere. */
  readonly canPin?: boolean;
  /** -1 where the same buttons can be reached by keys elsewhere. */
  readonly tabIndex?: number;
}

/** Open, where it holds a flow, collapse, duplicate, disable and delete one node. */
export function NodeActions({
  nodeId,
  disabled,
  canPin = true,
  tabIndex,
}: NodeActionsProps): ReactNode {
  const { t } = useTranslation('canvas');
  const holdsFlow = useDocumentStore((store) => runsFlow(store.document, nodeId));
  const canCollapse = useDocumentStore((store) => isCollapsible(store.document, nodeId));
  const collapsed = useDocumentStore((store) => isCollapsed(store.document.layout[nodeId]));
  const canRun = useDocumentStore(
    ({ path, document }) => path.length === 0 && !isSheet(document.nodes[nodeId] ?? noNode),
  );
  const isRunning = useRunStore(({ state }) => state === 'running' || state === 'starting');
  const hasOutputs = useNodeRun(nodeId).state === 'done';
  const flowId = useDocumentStore((store) => store.root.id);
  const isPinned = useFlowMarks((store) => marksOf(store, flowId).pins[nodeId] !== undefined);
  const shownKeys = useShownKeys();
  const focus = tabIndex === undefined ? {} : { tabIndex };
  return (
    <>
      {holdsFlow ? (
        <IconButton {...focus} label={t('openSubFlow')} onClick={() => void enterSubFlow(nodeId)}>
          <LogIn size={16} />
        </IconButton>
      ) : undefined}
      {canRun ? (
        <IconButton
          {...focus}
          label={t('runNode')}
          keys={shownKeys('run.node')}
          disabled={isRunning}
          onClick={() => void runNode(nodeId, 'only')}
        >
          <Play size={16} />
        </IconButton>
      ) : undefined}
      {canPin && canRun && (hasOutputs || isPinned) ? (
        <IconButton
          {...focus}
          label={t(isPinned ? 'unpin' : 'pin')}
          keys={shownKeys('run.pin')}
          onClick={() => void togglePin(nodeId)}
        >
          {isPinned ? <PinOff size={16} /> : <Pin size={16} />}
        </IconButton>
      ) : undefined}
      {canCollapse ? (
        <IconButton
          {...focus}
          label={t(collapsed ? 'openNode' : 'collapseNode')}
          keys={shownKeys('view.collapse')}
          onClick={() => collapseNodes([nodeId])}
        >
          {collapsed ? <ChevronsUpDown size={16} /> : <ChevronsDownUp size={16} />}
        </IconButton>
      ) : undefined}
      <IconButton
        {...focus}
        label={t('duplicate')}
        keys={shownKeys('edit.duplicate')}
        onClick={() => duplicateNodes([nodeId])}
      >
        <CopyPlus size={16} />
      </IconButton>
      <IconButton
        {...focus}
        label={t(disabled ? 'enable' : 'disable')}
        keys={shownKeys('edit.disable')}
        onClick={() => setNodesDisabled([nodeId], !disabled)}
      >
        {disabled ? <CirclePower size={16} /> : <CircleOff size={16} />}
      </IconButton>
      <IconButton
        {...focus}
        label={t('delete')}
        keys={shownKeys('edit.delete')}
        className="hover:not-disabled:text-failed"
        onClick={() => deleteNodes([nodeId])}
      >
        <Trash2 size={16} />
      </IconButton>
    </>
  );
}
