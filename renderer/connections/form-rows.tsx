import { Plus, X } from 'lucide-react';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldRow } from '../fields/field-row.tsx';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { useForm } from './form-context.ts';

interface FormRowsProps<Row> {
  readonly label: string;
  readonly help?: string;
  /** Where the settings keep them. */
  readonly path: string;
  readonly rows: readonly Row[];
  readonly empty: Row;
  readonly addLabel: string;
  readonly onChange: (rows: readonly Row[]) => void;
  readonly children: (row: Row, change: (patch: Partial<Row>) => void) => ReactNode;
}

/** A list of settings with a row for each, to which rows can be added and taken away. */
export function FormRows<Row>(props: FormRowsProps<Row>): ReactNode {
  const { rows, onChange } = props;
  const { t } = useTranslation('connections');
  const { findingsAt } = useForm();
  const id = useId();
  return (
    <FieldRow id={id} label={props.label} help={props.help} findings={findingsAt(props.path)}>
      <div role="group" aria-label={props.label} className="flex flex-col items-start gap-1.5">
        {rows.map((row, index) => (
          // Rows have no other name than their place, and every field in them is controlled.
          <div key={`${id} ${String(index)}`} className="flex w-full items-center gap-1.5">
            {props.children(row, (patch) =>
              onChange(rows.map((other, at) => (at === index ? { ...other, ...patch } : other))),
            )}
            <IconButton
              label={t('removeRow', { number: index + 1 })}
              tooltip={false}
              onClick={() => onChange(rows.filter((_row, at) => at !== index))}
            >
              <X size={14} />
            </IconButton>
          </div>
        ))}
        <Button
          variant="quiet"
          className="-ml-2.5"
          icon={<Plus size={14} aria-hidden />}
          onClick={() => onChange([...rows, props.empty])}
        >
          {props.addLabel}
        </Button>
      </div>
    </FieldRow>
  );
}
