import { Copy, ListTree, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cancelledCode } from '../../core/shared/errors.ts';
import { ErrorView } from '../values/error-view.tsx';
import { formatCost } from '../run/format-cost.ts';
import { formatDuration } from '../run/format-figures.ts';
import { openPastRun } from '../commands/past-run-commands.ts';
import { useRunStore } from '../run/run-store.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { copyText } from '../ui/copy-text.ts';
import { showPanel } from '../screen/layout-store.ts';
import type { ChatTurn } from './conversation-store.ts';
import { isAnswerPart } from './fold-chat.ts';

interface ChatFooterProps {
  readonly turn: ChatTurn;
  /** Says the same message again; undefined for turns that others follow. */
  readonly onRepeat: ((message: string) => void) | undefined;
}

/** Below an answer: what went wrong, what it took, and what can be done with it. */
export function ChatFooter({ turn, onRepeat }: ChatFooterProps): ReactNode {
  const { t } = useTranslation('workspace');
  const { outcome, parts, runId } = turn;
  const answer = parts
    .filter(isAnswerPart)
    .map(({ text }) => text.toString())
    .join('\n\n');
  const copy = (): Promise<void> => copyText(answer, t('chatCopied'));
  return (
    <div className="pb-2">
      <TurnError turn={turn} />
      <div className="flex items-center gap-0.5 px-2 text-small text-muted">
        {answer === '' ? undefined : (
          <IconButton label={t('chatCopy')} onClick={() => void copy()}>
            <Copy size={14} />
          </IconButton>
        )}
        {onRepeat === undefined ? undefined : (
          <IconButton label={t('chatRepeat')} onClick={() => onRepeat(turn.message)}>
            <RotateCw size={14} />
          </IconButton>
        )}
        {runId === undefined ? undefined : <ShowRun runId={runId} />}
        <span className="ml-1 truncate">
          {[
            outcome?.state === 'cancelled' ? t('chatStopped') : undefined,
            outcome?.durationMs === undefined ? undefined : formatDuration(outcome.durationMs),
            outcome?.tokens ? t('chatTokens', { count: outcome.tokens }) : undefined,
            outcome?.costUsd === undefined ? undefined : formatCost(outcome.costUsd),
          ]
            .filter((word) => word !== undefined)
            .join(' · ')}
        </span>
      </div>
    </div>
  );
}

/** What ended the run, where no row says it. */
function TurnError({ turn: { outcome, parts } }: { readonly turn: ChatTurn }): ReactNode {
  const error = outcome?.error;
  const isTold = parts.some(({ kind }) => kind === 'failure');
  if (error === undefined || isTold || error.code === cancelledCode) return undefined;
  return (
    <div className="px-3 py-1">
      <ErrorView error={error} bare />
    </div>
  );
}

/** Leads to a run's steps in the trace. */
export function ShowRun({ runId }: { readonly runId: string }): ReactNode {
  const { t } = useTranslation('workspace');
  const show = (): void => {
    if (useRunStore.getState().runId !== runId) void openPastRun(runId);
    showPanel('trace');
  };
  return (
    <IconButton label={t('chatShowRun')} onClick={show}>
      <ListTree size={14} />
    </IconButton>
  );
}
