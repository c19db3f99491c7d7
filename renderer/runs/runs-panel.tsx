import { History, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordedValue } from '../../core/contracts/events.ts';
import type { RunSummary } from '../../core/contracts/record.ts';
import { isJsonObject } from '../../core/shared/json.ts';
import { formatAgo, formatDuration } from '../run/format-figures.ts';
import { useRunStore } from '../run/run-store.ts';
import { writeValue } from '../run/transcript.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { EmptyState } from '../panels/empty-state.tsx';
import { StateWord } from '../panels/state-word.tsx';
import { useNow } from '../ui/use-now.ts';
import { useRecentRuns } from './use-recent-runs.ts';

const agoTickMs = 10_000;
const previewLength = 160;

/** The newest runs; each can be seen again with all it said and did. */
export function RunsPanel(): ReactNode {
  const recent = useRecentRuns();
  const { t } = useTranslation('panels');
  const nowMs = useNow(true, agoTickMs);
  if (recent.error !== undefined && recent.runs.length === 0) {
    return (
      <EmptyState
        icon={<TriangleAlert size={20} />}
        text={`${t('runsFailed')}. ${recent.error.message}`}
      >
        <Button onClick={recent.refresh}>{t('retryRead')}</Button>
      </EmptyState>
    );
  }
  if (recent.runs.length === 0) {
    return <EmptyState icon={<History size={20} />} text={t('runsEmpty')} command="run.start" />;
  }
  return (
    <ul aria-label={t('runsList')} className="h-full overflow-auto py-1">
      {recent.runs.map((run) => (
        <RunRow key={run.runId} run={run} nowMs={nowMs} />
      ))}
    </ul>
  );
}

function RunRow({ run, nowMs }: { readonly run: RunSummary; readonly nowMs: number }): ReactNode {
  const { t, i18n } = useTranslation('panels');
  const shown = useRunStore((store) => store.runId === run.runId);
  const openRun = useRunStore((store) => store.openRun);
  return (
    <li>
      <button
        type="button"
        title={shown ? t('shownRun') : t('openRun')}
        aria-current={shown}
        onClick={() => void openRun(run.runId)}
        className={classNames(
          'flex h-7 w-full items-center gap-3 px-3 text-left -outline-offset-2',
          shown ? 'bg-accent-quiet' : 'hover:bg-hover',
        )}
      >
        <span className="w-24 shrink-0">
          <StateWord state={run.state} />
        </span>
        <span translate="no" className="max-w-40 min-w-16 shrink-0 truncate">
          {run.flowName}
        </span>
        <span translate="no" className="min-w-0 grow truncate text-muted">
          {previewInput(run.input)}
        </span>
        <span className="w-16 shrink-0 text-right font-mono text-small text-muted">
          {run.endedUs === undefined ? '' : formatDuration((run.endedUs - run.startedUs) / 1000)}
        </span>
        <span className="w-24 shrink-0 text-right text-small text-muted">
          {formatAgo(nowMs - run.startedUs / 1000, i18n.language)}
        </span>
      </button>
    </li>
  );
}

/** The lone value of an input is what people typed; its name says little. */
function previewInput(input: RecordedValue): string {
  if ('value' in input && isJsonObject(input.value)) {
    const values = Object.values(input.value);
    const lone = values[0];
    if (values.length === 1 && typeof lone === 'string') return lone.slice(0, previewLength);
  }
  return writeValue(input).slice(0, previewLength);
}
