import { Info } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../core/model/finding.ts';
import { FindingLine } from '../problems/finding-line.tsx';
import { Tooltip } from '../ui/tooltip.tsx';

interface FieldRowProps {
  /** Id of the control that the label names. */
  readonly id: string;
  readonly label: string;
  readonly help?: string | undefined;
  readonly findings?: readonly Finding[];
  /** Label and control on one line, as for switches. */
  readonly inline?: boolean;
  /** What the row is called when the focus is wanted in it. */
  readonly field?: string;
  /** The value is another than the kind's own. */
  readonly changed?: boolean;
  /** Muted, under the label. */
  readonly note?: string | undefined;
  /** At the right end of the label's line. */
  readonly menu?: ReactNode;
  readonly children: ReactNode;
}

const noFindings: readonly Finding[] = [];

/** A label, its control and what is wrong with the value. */
export function FieldRow(props: FieldRowProps): ReactNode {
  const { id, label, help, findings = noFindings, inline = false, changed = false, note } = props;
  const { t } = useTranslation('inspector');
  const [helpShown, setHelpShown] = useState(false);
  const name = (
    <span className="flex min-w-0 grow items-center gap-1">
      <label htmlFor={id} className={inline ? '' : 'text-muted'}>
        {label}
      </label>
      {changed ? (
        <span
          role="img"
          aria-label={t('changed')}
          title={t('changed')}
          className="size-1.5 shrink-0 rounded-full bg-accent"
        />
      ) : undefined}
      {help === undefined ? undefined : (
        <FieldHelp
          help={help}
          isShown={helpShown}
          helpId={helpId(id)}
          onToggle={() => setHelpShown(!helpShown)}
        />
      )}
      <span className="grow" />
      {props.menu}
    </span>
  );
  return (
    <div data-field={props.field} className="group/field flex flex-col gap-1">
      {inline ? (
        <div className="flex h-7 items-center justify-between gap-2">
          {name}
          {props.children}
        </div>
      ) : (
        name
      )}
      {note === undefined ? undefined : <p className="text-small text-muted">{note}</p>}
      {helpShown ? (
        <p id={helpId(id)} className="selectable rounded-control bg-raised px-2 py-1.5 text-small">
          {help}
        </p>
      ) : undefined}
      {inline ? undefined : props.children}
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

function helpId(fieldId: string): string {
  return `${fieldId}-help`;
}

interface FieldHelpProps {
  readonly help: string;
  readonly isShown: boolean;
  readonly helpId: string;
  readonly onToggle: () => void;
}

/** The help on hover, and to stay where it can be read, selected and zoomed. */
function FieldHelp({ help, isShown, helpId: controls, onToggle }: FieldHelpProps): ReactNode {
  return (
    <Tooltip text={help} side="left">
      <button
        type="button"
        aria-label={help}
        aria-expanded={isShown}
        aria-controls={isShown ? controls : undefined}
        onClick={onToggle}
        className="rounded text-faint transition-colors hover:text-text aria-expanded:text-accent"
      >
        <Info size={13} />
      </button>
    </Tooltip>
  );
}
