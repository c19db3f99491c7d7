import { Check, ChevronRight, CircleX, LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { shortenArguments } from '../panels/shorten-arguments.ts';
import { classNames } from '../ui/class-names.ts';
import type { CallPart } from './chat-part.ts';

interface ChatCallProps {
  /** Changes in place while the call goes on. */
  readonly part: CallPart;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** A tool call: its name, state and arguments in one line; unfolded, all that went in and came out. */
export function ChatCall({ part, isOpen, onToggle }: ChatCallProps): ReactNode {
  const { t } = useTranslation('workspace');
  const { name, result } = part;
  return (
    <div className="px-3 py-1">
      <div className="overflow-hidden rounded-control border border-line">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={onToggle}
          className="flex h-7 w-full items-center gap-2 px-2 text-left text-small -outline-offset-2 hover:bg-hover"
        >
          <ChevronRight
            aria-hidden
            size={13}
            className={classNames('shrink-0 transition-transform', isOpen && 'rotate-90')}
          />
          <span className="shrink-0 font-mono text-tools">{name}</span>
          <span className="min-w-0 grow truncate font-mono text-muted">
            {shortenArguments(part.arguments)}
          </span>
          <CallState result={result} />
        </button>
        {isOpen ? (
          <dl className="border-t border-line px-2 py-1.5 text-small">
            <Value label={t('callArguments')} text={layOut(part.arguments)} />
            {result === undefined ? undefined : (
              <Value
                label={t(result.isError ? 'callError' : 'callResult')}
                text={layOut(result.text)}
              />
            )}
          </dl>
        ) : undefined}
      </div>
    </div>
  );
}

function CallState({ result }: Pick<CallPart, 'result'>): ReactNode {
  const { t } = useTranslation('workspace');
  if (result === undefined) {
    return (
      <span className="flex shrink-0 items-center gap-1 text-running">
        <LoaderCircle aria-hidden size={13} />
        {t('callRunning')}
      </span>
    );
  }
  const Icon = result.isError ? CircleX : Check;
  return (
    <span
      className={classNames(
        'flex shrink-0 items-center gap-1',
        result.isError ? 'text-failed' : 'text-done',
      )}
    >
      <Icon aria-hidden size={13} />
      {t(result.isError ? 'callFailed' : 'callDone')}
    </span>
  );
}

function Value({ label, text }: { readonly label: string; readonly text: string }): ReactNode {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="selectable mb-1.5 max-h-60 overflow-auto font-mono wrap-anywhere whitespace-pre-wrap">
        {text}
      </dd>
    </>
  );
}

/** JSON on lines of its own; all else as it stands. */
function layOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
