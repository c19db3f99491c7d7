import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../core/model/finding.ts';
import { openDialog } from '../dialogs/dialog-store.ts';
import { missingKeyCode } from '../document/connection-problems.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { findKind } from '../engine/engine-store.ts';
import { getHost } from '../host/host.ts';
import { Tooltip } from '../ui/tooltip.tsx';

interface FieldRowProps {
  /** Id of the control that the label names. */
  readonly id: string;
  readonly label: string;
  readonly help?: string | undefined;
  readonly findings?: readonly Finding[];
  /** Label and control on one line, as for switches. */
  readonly inline?: boolean;
  readonly children: ReactNode;
}

const noFindings: readonly Finding[] = [];

/** A label, its control and what is wrong with the value. */
export function FieldRow({
  id,
  label,
  help,
  findings = noFindings,
  inline = false,
  children,
}: FieldRowProps): ReactNode {
  const name = (
    <span className="flex items-center gap-1">
      <label htmlFor={id} className={inline ? '' : 'text-muted'}>
        {label}
      </label>
      {help === undefined ? undefined : <FieldHelp help={help} />}
    </span>
  );
  return (
    <div className="flex flex-col gap-1">
      {inline ? (
        <div className="flex h-7 items-center justify-between gap-3">
          {name}
          {children}
        </div>
      ) : (
        <>
          {name}
          {children}
        </>
      )}
      {findings.length === 0 ? undefined : (
        <div id={problemsId(id)} className="flex flex-col gap-1">
          {findings.map((finding) => (
            <FindingLine key={`${finding.code} ${finding.message}`} finding={finding} />
          ))}
        </div>
      )}
    </div>
  );
}

/** Id of the element that says what is wrong with a field. */
export function problemsId(fieldId: string): string {
  return `${fieldId}-problems`;
}

function FieldHelp({ help }: { readonly help: string }): ReactNode {
  return (
    <Tooltip text={help} side="left">
      <button
        type="button"
        aria-label={help}
        className="rounded text-faint transition-colors hover:text-text"
      >
        <Info size={13} />
      </button>
    </Tooltip>
  );
}

interface FindingLineProps {
  readonly finding: Finding;
  /** False where the advice stands elsewhere. */
  readonly showAction?: boolean;
}

/** The connection that a finding is about, from the setting that names it. */
function findConnection({ place: { path, nodeId } }: Finding): string | undefined {
  const key = path[3];
  if (nodeId === undefined || typeof key !== 'string') return undefined;
  const node = useDocumentStore.getState().document.nodes[nodeId];
  const id = node?.settings[key] ?? findKind(node?.kind ?? '')?.defaultSettings[key];
  return typeof id === 'string' ? id : undefined;
}

function AddKey({ finding }: { readonly finding: Finding }): ReactNode {
  const { t } = useTranslation();
  const connection = findConnection(finding);
  return (
    <button
      type="button"
      onClick={() =>
        openDialog({ kind: 'connections', ...(connection === undefined ? {} : { connection }) })
      }
      className="ml-1 rounded text-accent hover:underline"
    >
      {t(getHost().secrets === undefined ? 'howToAddKey' : 'addKey')}
    </button>
  );
}

/** One finding: what is wrong and what to do about it. */
export function FindingLine({ finding, showAction = true }: FindingLineProps): ReactNode {
  const error = finding.severity === 'error';
  const Icon = error ? CircleAlert : TriangleAlert;
  return (
    <p className="selectable flex items-start gap-1.5 text-small">
      <Icon size={13} className={`mt-0.5 shrink-0 ${error ? 'text-failed' : 'text-waiting'}`} />
      <span>
        {finding.message}
        {finding.action === undefined || !showAction ? undefined : (
          <span className="text-muted"> {finding.action}</span>
        )}
        {finding.code === missingKeyCode ? <AddKey finding={finding} /> : undefined}
      </span>
    </p>
  );
}
