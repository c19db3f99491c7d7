import { CircleCheck, CircleX, TriangleAlert, Workflow } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../core/model/finding.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { useFindings } from '../document/use-findings.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { EmptyState } from '../panels/empty-state.tsx';
import { classNames } from '../ui/class-names.ts';
import { KindIcon } from '../ui/kind-icon.tsx';
import { FixButtons } from './fix-buttons.tsx';
import { goToPlace } from '../screen/go-to-place.ts';
import { useFindingWords } from './use-finding-words.ts';
import { groupFindings } from './group-findings.ts';
import type { FindingGroup } from './group-findings.ts';
import { showHidden } from '../ui/visible-text.ts';

/** What is drawn at once; fixes are looked for at each that is drawn. */
const pageSize = 40;

/** All that is wrong with the open flow, by node; each leads to its place, and what can be mended by a press is. */
export function ProblemsPanel(): ReactNode {
  const { t } = useTranslation('inspector');
  const findings = useDeferredValue(useFindings());
  const document = useDocumentStore((store) => store.document);
  const [pages, setPages] = useState(1);
  const groups = useMemo(() => groupFindings(findings, document), [findings, document]);
  const drawn = groups.slice(0, pages * pageSize);
  if (findings.length === 0) {
    return <EmptyState icon={<CircleCheck size={20} />} text={t('problemsEmpty')} />;
  }
  return (
    <div className="h-full overflow-auto">
      <p role="status" className="sr-only">
        {t('problemCount', { count: findings.length })}
      </p>
      <ul aria-label={t('problemList')} className="flex flex-col py-1">
        {drawn.map((group) => (
          <Group key={group.nodeId ?? ''} group={group} />
        ))}
      </ul>
      {drawn.length === groups.length ? undefined : (
        <button
          type="button"
          onClick={() => setPages(pages + 1)}
          className="mx-3 mb-2 rounded text-accent hover:underline"
        >
          {t('moreProblems', { count: groups.length - drawn.length })}
        </button>
      )}
    </div>
  );
}

function Group({ group: { nodeId, findings } }: { readonly group: FindingGroup }): ReactNode {
  const { t } = useTranslation('inspector');
  const node = useDocumentStore((store) =>
    nodeId === undefined ? undefined : store.document.nodes[nodeId],
  );
  const kind = useEngineStore((store) => store.kinds.find((known) => known.kind === node?.kind));
  const title = node?.title ?? t('wholeFlow');
  return (
    <li className="border-b border-line py-1 last:border-b-0">
      <h3 className="flex h-7 items-center gap-2 px-3 font-semibold">
        {nodeId === undefined ? (
          <Workflow size={14} aria-hidden className="mx-1 text-muted" />
        ) : (
          <KindIcon icon={kind?.icon} category={kind?.category} />
        )}
        <span className="min-w-0 truncate">{showHidden(title)}</span>
        <span className="text-small font-normal text-muted">{findings.length}</span>
      </h3>
      <ul aria-label={t('problemsOf', { title })}>
        {findings.map((finding) => (
          <Row
            key={`${finding.code} ${finding.place.path.join('/')} ${finding.message}`}
            finding={finding}
          />
        ))}
      </ul>
    </li>
  );
}

function Row({ finding }: { readonly finding: Finding }): ReactNode {
  const { t } = useTranslation('inspector');
  const { message, action } = useFindingWords()(finding);
  const { line } = finding.place;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 hover:bg-hover">
      <button
        type="button"
        onClick={() => goToPlace(finding.place)}
        className="flex min-w-96 grow basis-0 items-start gap-2 py-1 text-left"
      >
        <Severity severity={finding.severity} />
        <span className="min-w-0 grow">
          {message}
          {action === undefined ? undefined : <span className="text-muted"> {action}</span>}
        </span>
        {line === undefined ? undefined : (
          <span className="shrink-0 font-mono text-small leading-5 text-muted">
            {t('lineNumber', { line })}
          </span>
        )}
      </button>
      <FixButtons finding={finding} className="pb-1 pl-[88px] empty:hidden" />
    </li>
  );
}

function Severity({ severity }: { readonly severity: Finding['severity'] }): ReactNode {
  const { t } = useTranslation('inspector');
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
