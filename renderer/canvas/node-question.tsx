import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PendingQuestion } from '../../core/contracts/questions.ts';
import { answerQuestion } from '../questions/answer-question.ts';
import { stillWaits } from '../questions/still-waits.ts';
import { Button } from '../ui/button.tsx';

/** What a node waits for a person to answer, with the two answers that need no words. */
export function NodeQuestion({ pending }: { readonly pending: PendingQuestion }): ReactNode {
  const { t } = useTranslation('canvas');
  const { questionId, question } = pending;
  return (
    <div className="node-detail flex min-h-[70px] grow flex-col justify-between border-t border-line px-3 py-1.5">
      <p className="truncate text-small leading-[22px] text-waiting" title={question.text}>
        {question.text}
      </p>
      {!stillWaits(pending) ? undefined : question.type === 'approval' ? (
        <div className="nodrag flex gap-1.5">
          <Button
            variant="primary"
            onClick={() => void answerQuestion(questionId, { type: 'approve' })}
          >
            {t('approve')}
          </Button>
          <Button
            variant="danger"
            onClick={() => void answerQuestion(questionId, { type: 'deny', reason: '' })}
          >
            {t('deny')}
          </Button>
        </div>
      ) : (
        <p className="truncate text-small text-muted">{t('answerBelow')}</p>
      )}
    </div>
  );
}
