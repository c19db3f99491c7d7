import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatTurn } from './conversation-store.ts';
import { isAnswerPart } from './fold-chat.ts';

const longestAnnouncement = 600;

/** Tells screen readers each answer once it is whole, not letter by letter. */
export function ChatAnnouncer({ turn }: { readonly turn: ChatTurn | undefined }): ReactNode {
  const { t } = useTranslation('workspace');
  const answer = turn?.outcome && turn.parts.findLast(isAnswerPart)?.text.toString();
  return (
    <div role="status" aria-label={t('chatStatus')} translate="no" className="sr-only">
      {answer?.slice(0, longestAnnouncement)}
    </div>
  );
}
