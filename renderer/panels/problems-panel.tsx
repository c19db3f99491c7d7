import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding, Place } from '../../core/model/finding.ts';
import { classNames } from '../ui/class-names.ts';
import { EmptyState } from './empty-state.tsx';

interface ProblemsPanelProps {
  readonly findings: readonly Finding[];
  readonly onGoTo: (place: Place) => void;
}

/** What is wrong with the open flow; each leads to its place. */
export function ProblemsPanel({ findings, onGoTo }: ProblemsPanelProps): ReactNode {
  const { t } = useTranslation('panels');
  if (findings.length === 0) {
    return <EmptyState icon={<CircleCheck size={20} />} text={t('problemsEmpty')} />;
  }
  return (
    <ul aria-label={t('problems')} className="h-full overflow-auto py-1">
      {findings.map((finding) => (
        <li key={`${finding.code} ${finding.place.path.join('/')} ${finding.message}`}>
          <button
            type="button"
            onClick={() => onGoTo(finding.place)}
            className="flex w-full items-start gap-2 px-3 py-1.5 text-left -outline-offset-2 hover:bg-hover"
          >
            <Severity severity={finding.severity} />
            <span className="min-w-0 grow">
              {finding.message}
              {finding.action === undefined ? undefined : (
                <span className="text-muted"> {finding.action}</span>
              )}
            </span>
            <span className="shrink-0 font-mono text-small leading-5 text-muted">
              {finding.place.line === undefined
                ? finding.place.nodeId
                : t('line', { line: finding.place.line })}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Severity({ severity }: { readonly severity: Finding['severity'] }): ReactNode {
  const { t } = useTranslation('panels');
  const Icon = severity === 'error' ? CircleX : TriangleAlert;
  return (
    <span
      className={classNames(
        'flex w-20 shrink-0 items-center gap-1.5 text-small leading-5',
        severity === 'error' ? 'text-failed' : 'text-waiting',
      )}
    >
      <Icon aria-hidden size={14} />
      {t(severity)}
    </span>
  );
}
