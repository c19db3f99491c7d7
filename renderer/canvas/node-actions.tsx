import { CircleOff, CirclePower, CopyPlus, LogIn, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { deleteNodes, duplicateNodes, setNodesDisabled } from '../commands/edit-commands.ts';
import { enterSubFlow } from '../commands/sub-flow-commands.ts';
import { showKeys } from '../commands/show-keys.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { runsFlow } from '../document/flow-path.ts';
import { IconButton } from '../ui/icon-button.tsx';

interface NodeActionsProps {
  readonly nodeId: string;
  readonly disabled: boolean;
  /** -1 where the same buttons can be reached by keys elsewhere. */
  readonly tabIndex?: number;
}

/** Open, where it holds a flow, duplicate, disable and delete one node. */
export function NodeActions({ nodeId, disabled, tabIndex }: NodeActionsProps): ReactNode {
  const { t } = useTranslation('canvas');
  const holdsFlow = useDocumentStore((store) => runsFlow(store.document, nodeId));
  const focus = tabIndex === undefined ? {} : { tabIndex };
  return (
    <>
      {holdsFlow ? (
        <IconButton {...focus} label={t('openSubFlow')} onClick={() => void enterSubFlow(nodeId)}>
          <LogIn size={16} />
        </IconButton>
      ) : undefined}
      <IconButton
        {...focus}
        label={t('duplicate')}
        keys={showKeys('Ctrl+D')}
        onClick={() => duplicateNodes([nodeId])}
      >
        <CopyPlus size={16} />
      </IconButton>
      <IconButton
        {...focus}
        label={t(disabled ? 'enable' : 'disable')}
        keys="M"
        onClick={() => setNodesDisabled([nodeId], !disabled)}
      >
        {disabled ? <CirclePower size={16} /> : <CircleOff size={16} />}
      </IconButton>
      <IconButton
        {...focus}
        label={t('delete')}
        keys="Del"
        className="hover:not-disabled:text-failed"
        onClick={() => deleteNodes([nodeId])}
      >
        <Trash2 size={16} />
      </IconButton>
    </>
  );
}
