import { ChevronRight, CircleX, Copy } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorInfo } from '../../core/shared/errors.ts';
import { ErrorText } from '../panels/error-text.tsx';
import { runFeed } from '../run/run-feed.ts';
import { showRunNode } from '../screen/show-node.ts';
import { classNames } from '../ui/class-names.ts';
import { copyText } from '../ui/copy-text.ts';
import { readError, writeError, type ErrorParts } from './read-error.ts';
import { ValueView } from './value-view.tsx';
import { useEngineWords } from '../i18n/use-engine-words.ts';

interface ErrorViewProps {
  readonly error: ErrorInfo;
  /** The node that it is shown for, as events name it; an error of another one says which, and leads there. */
  readonly shownAt?: string | undefined;
  /** Without ground and icon, where the place around it has them. */
  readonly bare?: boolean;
}

/** An error of a run: what happened, what to do, where, its code; folded, all that came with it. */
export function ErrorView({ error, shownAt, bare = false }: ErrorViewProps): ReactNode {
  const say = useEngineWords();
  const { message, whole, details, causes, nodeId } = readError(
    { ...error, message: say(error.message) },
    shownAt,
  );
  const body = (
    <div className="min-w-0 grow">
      <div className="wrap-anywhere whitespace-pre-line">
        <ErrorText error={whole === undefined ? error : { ...error, message }} />
        {nodeId === undefined ? undefined : <Place nodeId={nodeId} />}
      </div>
      {whole === undefined && details === undefined && causes.length === 0 ? undefined : (
        <Fold {...{ error, whole, details, causes }} />
      )}
    </div>
  );
  if (bare) return body;
  return (
    <div className="flex gap-2 rounded-control bg-failed-quiet px-2 py-1.5">
      <CircleX aria-hidden size={14} className="mt-[3px] shrink-0 text-failed" />
      {body}
    </div>
  );
}

function Place({ nodeId }: { readonly nodeId: string }): ReactNode {
  const { t } = useTranslation('values');
  const title = runFeed.view.nodes.get(nodeId)?.title ?? nodeId;
  return (
    <button
      type="button"
      onClick={() => showRunNode(nodeId)}
      className="ml-2 rounded text-small text-accent hover:underline"
    >
      {t('errorPlace', { title })}
    </button>
  );
}

interface FoldProps extends Pick<ErrorParts, 'whole' | 'details' | 'causes'> {
  readonly error: ErrorInfo;
}

function Fold({ error, whole, details, causes }: FoldProps): ReactNode {
  const { t } = useTranslation('values');
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
        className="mt-0.5 flex items-center gap-1 rounded text-small text-muted hover:text-text"
      >
        <ChevronRight
          aria-hidden
          size={12}
          className={classNames('transition-transform', isOpen && 'rotate-90')}
        />
        {t('errorDetails')}
      </button>
      {isOpen ? (
        <div id={id}>
          {causes.length === 0 ? undefined : <Causes causes={causes} />}
          {whole === undefined ? undefined : (
            <ValueView label={t('errorMessage')} value={{ value: whole }} />
          )}
          {details === undefined ? undefined : (
            <ValueView label={t('errorCame')} value={{ value: details }} />
          )}
          <button
            type="button"
            onClick={() => void copyText(writeError(error), t('copied'), t('copyFailed'))}
            className="mt-1 flex items-center gap-1 rounded text-small text-muted hover:text-text"
          >
            <Copy aria-hidden size={12} />
            {t('copyError')}
          </button>
        </div>
      ) : undefined}
    </>
  );
}

/** What led to an error, the nearest first. */
function Causes({ causes }: Pick<ErrorParts, 'causes'>): ReactNode {
  const { t } = useTranslation('values');
  const say = useEngineWords();
  return (
    <section className="mt-1">
      <h4 className="text-small text-muted">{t('errorCauses')}</h4>
      <ol aria-label={t('errorCauses')} className="border-l border-line-strong pl-2">
        {causes.map(({ code, message }) => (
          <li key={`${code} ${message}`} className="selectable wrap-anywhere whitespace-pre-line">
            {say(message)} <span className="ml-1 font-mono text-tiny text-muted">{code}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
