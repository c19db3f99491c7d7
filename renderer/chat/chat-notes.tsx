import { History, MessageSquare, MessageSquareOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addKind } from '../commands/edit-commands.ts';
import { openDialog } from '../screen/dialog-store.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { EmptyState } from '../panels/empty-state.tsx';
import { Button } from '../ui/button.tsx';
import { addHistoryInput } from './add-history-input.ts';
import type { ChatFlow } from '../document/read-chat-flow.ts';

/** Before the first message: what comes here. */
export function ChatEmpty(): ReactNode {
  const { t } = useTranslation('workspace');
  return <EmptyState icon={<MessageSquare size={20} />} text={t('chatEmpty')} />;
}

/** For a flow that takes no text: why it cannot be talked with, and what to do. */
export function NoChat(): ReactNode {
  const { t } = useTranslation('workspace');
  const readOnly = useDocumentStore((store) => store.readOnly);
  return (
    <EmptyState icon={<MessageSquareOff size={20} />} text={t('chatImpossible')}>
      <div className="flex flex-wrap justify-center gap-2">
        <Button disabled={readOnly} onClick={() => addKind('input')}>
          {t('chatAddInput')}
        </Button>
        <Button onClick={() => openDialog({ kind: 'templates' })}>{t('chatTemplates')}</Button>
      </div>
    </EmptyState>
  );
}

/** For a flow that answers each message by itself: says so, and offers to change it. */
export function HistoryNote({ flow }: { readonly flow: ChatFlow }): ReactNode {
  const { t } = useTranslation('workspace');
  const readOnly = useDocumentStore((store) => store.fileReadOnly);
  const { historyNodeId, freeHistoryPort, messageNodeId } = flow;
  if (historyNodeId !== undefined) return undefined;
  const canOffer = freeHistoryPort !== undefined && messageNodeId !== undefined && !readOnly;
  return (
    <div className="flex shrink-0 gap-2 border-t border-line bg-sunken px-3 py-1.5 text-small text-muted">
      <History aria-hidden size={14} className="mt-px shrink-0" />
      <span className="min-w-0 grow">{t('chatForgets')}</span>
      {canOffer ? (
        <button
          type="button"
          className="shrink-0 self-center rounded text-accent hover:underline"
          title={t('chatRememberHelp')}
          onClick={() => addHistoryInput(messageNodeId, freeHistoryPort)}
        >
          {t('chatRemember')}
        </button>
      ) : undefined}
    </div>
  );
}
