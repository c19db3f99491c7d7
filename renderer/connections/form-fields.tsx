import { useId } from 'react';
import type { ReactNode } from 'react';
import { FieldRow, problemsId } from '../fields/field-row.tsx';
import { classNames } from '../ui/class-names.ts';
import { controlSurface, TextField } from '../ui/text-field.tsx';
import type { ConnectionForm } from './connection-form.ts';
import { useForm } from './form-context.ts';

/** Names of the settings that the form holds as one text. */
type TextName = {
  [Name in keyof ConnectionForm]: ConnectionForm[Name] extends string ? Name : never;
}[keyof ConnectionForm];

/** Where the settings have what the form has under another name. */
const paths: { readonly [Name in TextName]?: string } = {
  firstTokenSeconds: 'timeouts.firstTokenMs',
  idleSeconds: 'timeouts.idleMs',
  command: 'server.command',
  args: 'server.args',
  cwd: 'server.cwd',
  healthUrl: 'server.healthUrl',
  startTimeoutSeconds: 'server.startTimeoutMs',
};

interface FormTextProps {
  readonly name: TextName;
  readonly label: string;
  readonly help?: string;
  readonly placeholder?: string | undefined;
  /** Stands at the right end of the field. */
  readonly unit?: string;
  /** A number with the number's keyboard. */
  readonly isNumber?: boolean;
  readonly isMono?: boolean;
  /** Stands beside the field. */
  readonly extra?: ReactNode;
}

/** One setting as a line of text, with what is wrong with it as it is typed. */
export function FormText(props: FormTextProps): ReactNode {
  const { name, label, help, unit, isNumber = false, isMono = false } = props;
  const { form, change, findingsAt } = useForm();
  const id = useId();
  const findings = findingsAt(paths[name] ?? name);
  return (
    <FieldRow id={id} label={label} help={help} findings={findings}>
      <div className="flex gap-2">
        <div className="relative min-w-0 grow">
          <TextField
            id={id}
            value={form[name]}
            placeholder={props.placeholder}
            inputMode={isNumber ? 'decimal' : 'text'}
            aria-invalid={findings.length > 0}
            aria-describedby={findings.length > 0 ? problemsId(id) : undefined}
            onChange={(event) => change({ [name]: event.target.value })}
            className={classNames(isMono && 'font-mono text-small', unit !== undefined && 'pr-8')}
          />
          {unit === undefined ? undefined : (
            <span className="pointer-events-none absolute top-[5px] right-2.5 text-muted">
              {unit}
            </span>
          )}
        </div>
        {props.extra}
      </div>
    </FieldRow>
  );
}

interface FormLinesProps {
  readonly name: TextName;
  readonly label: string;
  readonly help?: string;
  readonly placeholder?: string;
  readonly rows?: number;
}

/** One setting that is a list, one item a line. */
export function FormLines({ name, label, help, placeholder, rows = 3 }: FormLinesProps): ReactNode {
  const { form, change, findingsAt } = useForm();
  const id = useId();
  const findings = findingsAt(paths[name] ?? name);
  return (
    <FieldRow id={id} label={label} help={help} findings={findings}>
      <textarea
        id={id}
        rows={rows}
        value={form[name]}
        placeholder={placeholder}
        spellCheck={false}
        aria-invalid={findings.length > 0}
        aria-describedby={findings.length > 0 ? problemsId(id) : undefined}
        onChange={(event) => change({ [name]: event.target.value })}
        className={classNames(
          controlSurface,
          'resize-y px-2.5 py-1.5 font-mono text-small leading-[18px]',
        )}
      />
    </FieldRow>
  );
}
