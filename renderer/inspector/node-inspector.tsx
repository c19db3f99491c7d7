import { CircleOff } from 'lucide-react';
import { useRef } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field } from '../../core/model/field.ts';
import type { Finding } from '../../core/model/finding.ts';
import { NodeActions } from '../canvas/node-actions.tsx';
import { edit, endStep, useDocumentStore } from '../document/document-store.ts';
import { renameNode } from '../document/flow-edits.ts';
import { useFindings } from '../document/use-findings.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { FindingLine } from '../problems/finding-line.tsx';
import { classNames } from '../ui/class-names.ts';
import { KindIcon } from '../ui/kind-icon.tsx';
import { FieldList } from './field-list.tsx';
import { LastRun } from './last-run.tsx';
import { PlaceFields, SubFlowButton } from './place-fields.tsx';
import { useWantedFocus } from './use-wanted-focus.ts';
import { WireList } from './wire-list.tsx';

/** One node's settings, derived from its kind's fields, and what it did in the shown run. */
export function NodeInspector({ nodeId }: { readonly nodeId: string }): ReactNode {
  const { t } = useTranslation('inspector');
  const words = useKindWords();
  const root = useRef<HTMLDivElement>(null);
  const node = useDocumentStore((store) => store.document.nodes[nodeId]);
  const readOnly = useDocumentStore((store) => store.readOnly);
  const kind = useEngineStore((store) => store.kinds.find((known) => known.kind === node?.kind));
  const findings = useFindings();
  useWantedFocus(nodeId, root);
  if (node === undefined) return undefined;
  const own = findings.filter((finding) => finding.place.nodeId === nodeId);
  const { ofField, ofNode } = sortFindings(own, kind?.fields ?? []);
  return (
    <div ref={root} className="flex flex-col gap-3 p-3">
      <header className="flex items-center gap-2">
        <KindIcon icon={kind?.icon} category={kind?.category} />
        <input
          aria-label={t('title')}
          value={node.title}
          disabled={readOnly}
          spellCheck={false}
          onBlur={endStep}
          onChange={(event) => {
            const title = event.target.value;
            edit((flow) => renameNode(flow, nodeId, title), `title ${nodeId}`);
          }}
          className="-mx-1 h-7 min-w-0 grow text-ellipsis rounded-control border border-transparent bg-transparent px-1 font-semibold hover:border-line-strong focus-visible:border-accent focus-visible:bg-sunken focus-visible:outline-none"
        />
        {readOnly ? undefined : (
          <span className="-mr-1 flex">
            <NodeActions nodeId={nodeId} disabled={node.disabled === true} canPin={false} />
          </span>
        )}
      </header>
      {node.disabled === true ? (
        <p className="flex items-center gap-2 rounded-control bg-raised px-2 py-1.5 text-small">
          <CircleOff size={14} aria-hidden className="shrink-0 text-muted" />
          {t('disabledNode')}
        </p>
      ) : undefined}
      <p className="text-small text-muted">
        {kind === undefined ? t('unknownKind', { kind: node.kind }) : words(kind.description)}
      </p>
      <NodeProblems findings={ofNode} />
      <SubFlowButton nodeId={nodeId} />
      {kind === undefined ? undefined : (
        <FieldList fields={kind.fields} members={[{ nodeId, node, kind }]} findings={ofField} />
      )}
      <PlaceFields nodeId={nodeId} />
      <WireList nodeId={nodeId} />
      <LastRun nodeId={nodeId} />
    </div>
  );
}

/** What is wrong with the node itself, or with a setting that has no field. */
function NodeProblems({ findings }: { readonly findings: readonly Finding[] }): ReactNode {
  const { t } = useTranslation('inspector');
  if (findings.length === 0) return undefined;
  const isError = findings.some((finding) => finding.severity === 'error');
  return (
    <section
      aria-label={t('problems')}
      className={classNames(
        'flex flex-col gap-1.5 rounded-control p-2',
        isError ? 'bg-failed-quiet' : 'bg-waiting-quiet',
      )}
    >
      {findings.map((finding) => (
        <FindingLine key={`${finding.code} ${finding.message}`} finding={finding} />
      ))}
    </section>
  );
}

interface SortedFindings {
  readonly ofField: ReadonlyMap<string, readonly Finding[]>;
  readonly ofNode: readonly Finding[];
}

/** Findings at a field stand under it; those of the node, or of a setting without a field, stand at the top. */
function sortFindings(findings: readonly Finding[], fields: readonly Field[]): SortedFindings {
  const keys = new Set(fields.map((field) => field.key));
  const ofField = new Map<string, Finding[]>();
  const ofNode: Finding[] = [];
  for (const finding of findings) {
    const key = finding.place.path[2] === 'settings' ? finding.place.path[3] : undefined;
    if (typeof key !== 'string' || !keys.has(key)) ofNode.push(finding);
    else ofField.set(key, [...(ofField.get(key) ?? []), finding]);
  }
  return { ofField, ofNode };
}
