import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDocumentStore } from '../document/document-store.ts';
import { useRunStore } from '../run/run-store.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { changeTurns, turnsOf, useConversations } from './conversation-store.ts';
import { flowKeyOf } from './send-message.ts';

/** What can be done with the conversation; at the right of its tab. */
export function ChatToolbar(): ReactNode {
  const { t } = useTranslation('workspace');
  const flowKey = useDocumentStore(({ file, root }) => flowKeyOf(file, root));
  const isEmpty = useConversations((store) => turnsOf(store, flowKey).length === 0);
  const isRunning = useRunStore(({ state }) => state === 'running' || state === 'starting');
  return (
    <IconButton
      label={t('chatClear')}
      disabled={isEmpty || isRunning}
      onClick={() => changeTurns(flowKey, () => [])}
    >
      <Trash2 size={16} />
    </IconButton>
  );
}
