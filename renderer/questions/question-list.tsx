import { CircleHelp } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PendingQuestion } from '../../core/contracts/questions.ts';
import type { JsonValue } from '../../core/shared/json.ts';
import type { RunView } from '../run/run-view.ts';
import { Button } from '../ui/button.tsx';
import { TextField, controlSurface } from '../ui/text-field.tsx';
import { classNames } from '../ui/class-names.ts';
import { answerQuestion } from './answer-question.ts';
import { stillWaits } from './still-waits.ts';
import { ValueView } from '../values/value-view.tsx';

/** What the run waits for a person to answer, above what its nodes said. */
export function QuestionList({ view }: { readonly view: RunView }): ReactNode {
  const { t } = useTranslation('panels');
  if (view.state !== 'running' || view.questions.size === 0) return undefined;
  return (
    <ul
      aria-label={t('questions')}
      className="max-h-[75%] shrink-0 overflow-auto border-b border-line bg-raised"
    >
      {[...view.questions.values()].map((pending) => (
        <li
          key={`${view.runId} ${pending.questionId}`}
          className="border-line px-3 py-2 not-first:border-t"
        >
          <QuestionCard pending={pending} title={view.nodes.get(pending.nodeId)?.title ?? ''} />
        </li>
      ))}
    </ul>
  );
}

interface CardProps {
  readonly pending: PendingQuestion;
  /** Of the node that asks. */
  readonly title: string;
}

function QuestionCard({ pending, title }: CardProps): ReactNode {
  const { t } = useTranslation('panels');
  const { question } = pending;
  return (
    <>
      <p className="selectable flex items-baseline gap-2 text-small">
        <CircleHelp aria-hidden size={14} className="shrink-0 self-center text-waiting" />
        <span className="shrink-0 text-muted">{title}</span>
        <span className="min-w-0 font-semibold wrap-anywhere whitespace-pre-wrap">
          {question.text}
        </span>
      </p>
      {stillWaits(pending) ? (
        question.type === 'approval' ? (
          <ApprovalForm pending={pending} />
        ) : (
          <ReplyForm pending={pending} />
        )
      ) : undefined}
      {question.subject === undefined ? undefined : (
        <div className="max-h-32 overflow-auto">
          <ValueView label={t('askedValue')} value={question.subject} />
        </div>
      )}
    </>
  );
}

function ApprovalForm({ pending }: { readonly pending: PendingQuestion }): ReactNode {
  const { t } = useTranslation('panels');
  const [reason, setReason] = useState('');
  const [draft, setDraft] = useState<string>();
  const { questionId, question } = pending;
  const { subject } = question;
  const canChange =
    question.type === 'approval' &&
    question.editable === true &&
    subject !== undefined &&
    'value' in subject;
  const changed = draft === undefined ? undefined : readJson(draft);
  return (
    <div className="mt-2 flex flex-col gap-2">
      {draft === undefined ? undefined : (
        <>
          <textarea
            aria-label={t('changedValue')}
            aria-invalid={changed === undefined}
            spellCheck={false}
            rows={Math.min(10, draft.split('\n').length + 1)}
            value={draft}
            onChange={(event) => setDraft(event.target.value)}
            className={classNames(controlSurface, 'w-full p-2 font-mono text-small')}
          />
          {changed === undefined ? (
            <p className="text-small text-failed">{t('changedNotJson')}</p>
          ) : undefined}
        </>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          variant="primary"
          disabled={draft !== undefined && changed === undefined}
          onClick={() =>
            void answerQuestion(questionId, {
              type: 'approve',
              ...(changed === undefined ? {} : { subject: changed.value }),
            })
          }
        >
          {t(draft === undefined ? 'approve' : 'approveChanged')}
        </Button>
        {canChange && draft === undefined ? (
          <Button onClick={() => setDraft(JSON.stringify(subject.value, undefined, 2))}>
            {t('change')}
          </Button>
        ) : undefined}
        <Button
          variant="danger"
          onClick={() => void answerQuestion(questionId, { type: 'deny', reason })}
        >
          {t('deny')}
        </Button>
        <TextField
          aria-label={t('denyReason')}
          placeholder={t('denyReason')}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          className="max-w-80 min-w-32 flex-1"
        />
      </div>
    </div>
  );
}

function ReplyForm({ pending }: { readonly pending: PendingQuestion }): ReactNode {
  const { t } = useTranslation('panels');
  const { questionId, question } = pending;
  const suggestion = question.type === 'input' ? question.suggestion : undefined;
  const [draft, setDraft] = useState(typeof suggestion === 'string' ? suggestion : '');
  if (question.type !== 'input') return undefined;
  const reply = (value: JsonValue): void =>
    void answerQuestion(questionId, { type: 'reply', value });
  if (question.choices !== undefined) {
    return (
      <div className="mt-2 flex flex-wrap gap-2">
        {question.choices.map((choice) => (
          <Button key={choice} onClick={() => reply(choice)}>
            {choice}
          </Button>
        ))}
      </div>
    );
  }
  const value = question.format === 'json' ? readJson(draft) : { value: draft };
  return (
    <form
      className="mt-2 flex gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (value !== undefined) reply(value.value);
      }}
    >
      <TextField
        aria-label={t('answerField')}
        aria-invalid={value === undefined}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
      />
      <Button type="submit" variant="primary" disabled={value === undefined}>
        {t('sendAnswer')}
      </Button>
    </form>
  );
}

function readJson(text: string): { readonly value: JsonValue } | undefined {
  try {
    return { value: JSON.parse(text) as JsonValue };
  } catch {
    return undefined;
  }
}
