import { ChevronRight, Pencil } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { assertNever } from '../../core/shared/assert-never.ts';
import { ErrorView } from '../values/error-view.tsx';
import { QuestionList } from '../questions/question-list.tsx';
import { useRunStore } from '../run/run-store.ts';
import { useRunView } from '../run/use-run-view.ts';
import { classNames } from '../ui/class-names.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Markdown } from '../ui/markdown.tsx';
import { ChatCall } from './chat-call.tsx';
import { ChatFooter, ShowRun } from './chat-footer.tsx';
import type { ChatItem } from './chat-items.ts';
import type { TextPart } from './chat-part.ts';

interface ChatItemViewProps {
  readonly item: ChatItem;
  /** Whether it belongs to the last turn, which can be said and asked anew. */
  readonly isLast: boolean;
  readonly onToggle: (key: string) => void;
  readonly onEdit: (message: string) => void;
  readonly onRepeat: (message: string) => void;
}

/** One row of the conversation. */
export function ChatItemView({ item, isLast, ...on }: ChatItemViewProps): ReactNode {
  switch (item.kind) {
    case 'message':
      return <Message message={item.turn.message} onEdit={isLast ? on.onEdit : undefined} />;
    case 'segment':
      return <Segment kind={item.segment.kind} text={item.segment.text} isAside={item.isAside} />;
    case 'fold':
      return <Fold part={item.part} isOpen={item.isOpen} onToggle={() => on.onToggle(item.key)} />;
    case 'call':
      return (
        <ChatCall part={item.part} isOpen={item.isOpen} onToggle={() => on.onToggle(item.key)} />
      );
    case 'error':
      return (
        <div className={classNames('px-3 py-1', item.part.kind === 'retry' && 'opacity-80')}>
          <ErrorView error={item.part.error} bare />
        </div>
      );
    case 'questions':
      return <Questions />;
    case 'waiting':
      return <Waiting runId={item.turn.runId} />;
    case 'footer':
      return <ChatFooter turn={item.turn} onRepeat={isLast ? on.onRepeat : undefined} />;
    default:
      return assertNever(item, 'chat item');
  }
}

interface MessageProps {
  readonly message: string;
  readonly onEdit: ((message: string) => void) | undefined;
}

function Message({ message, onEdit }: MessageProps): ReactNode {
  const { t } = useTranslation('workspace');
  return (
    <div className="flex items-start gap-1 px-3 pt-2 pb-1">
      <p className="selectable min-w-0 grow rounded-control bg-raised px-2.5 py-1.5 wrap-anywhere whitespace-pre-wrap">
        <span className="sr-only">{t('chatYou')} </span>
        {message}
      </p>
      {onEdit === undefined ? undefined : (
        <IconButton label={t('chatEdit')} onClick={() => onEdit(message)}>
          <Pencil size={14} />
        </IconButton>
      )}
    </div>
  );
}

interface SegmentProps {
  readonly kind: 'markdown' | 'code';
  readonly text: string;
  readonly isAside: boolean;
}

/** Drawn again only while it grows. */
const Segment = memo(function Segment({ kind, text, isAside }: SegmentProps): ReactNode {
  return (
    <div
      className={classNames(
        'chat-text selectable px-3 py-1',
        isAside && 'ml-4 border-l border-line-strong pl-2.5 text-muted',
      )}
    >
      {kind === 'markdown' ? (
        <Markdown text={text} />
      ) : (
        <div className="markdown">
          <pre>{text}</pre>
        </div>
      )}
    </div>
  );
});

interface FoldProps {
  readonly part: TextPart;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function Fold({ part, isOpen, onToggle }: FoldProps): ReactNode {
  const { t } = useTranslation('workspace');
  const name =
    part.kind === 'reasoning' ? t('chatReasoning') : t('chatOnTheWay', { speaker: part.speaker });
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      onClick={onToggle}
      className="mx-2 flex h-6 max-w-full items-center gap-1 rounded-control px-1 text-small text-muted hover:text-text"
    >
      <ChevronRight
        aria-hidden
        size={13}
        className={classNames('shrink-0 transition-transform', isOpen && 'rotate-90')}
      />
      {name}
    </button>
  );
}

function Questions(): ReactNode {
  const view = useRunView();
  return (
    <div className="mx-3 my-1 overflow-hidden rounded-control border border-waiting">
      <QuestionList view={view} />
    </div>
  );
}

function Waiting({ runId }: { readonly runId: string | undefined }): ReactNode {
  const { t } = useTranslation('workspace');
  const isHere = useRunStore((store) => runId === undefined || store.runId === runId);
  const isRunning = useRunStore(({ state }) => state === 'running' || state === 'starting');
  if (isHere && isRunning) {
    return <p className="px-3 py-1 text-small text-muted">{t('chatWaiting')}</p>;
  }
  return (
    <p className="flex items-center gap-2 px-3 py-1 text-small text-muted">
      {t('chatElsewhere')}
      {runId === undefined ? undefined : <ShowRun runId={runId} />}
    </p>
  );
}
