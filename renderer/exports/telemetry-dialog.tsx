import { CircleAlert, CircleCheck, Plus, Send, X } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toErrorInfo } from '../../core/shared/errors.ts';
import type { ErrorInfo } from '../../core/shared/errors.ts';
import { report } from '../commands/file-commands.ts';
import { requireClient } from '../engine/engine-store.ts';
import { useEngineWords } from '../i18n/use-engine-words.ts';
import { closeDialog } from '../screen/dialog-store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Switch } from '../ui/switch.tsx';
import { TextField } from '../ui/text-field.tsx';
import { emptyHeader, toForm, toSettings } from './telemetry-form.ts';
import type { HeaderRow, TelemetryForm } from './telemetry-form.ts';

type Test =
  | { readonly state: 'none' }
  | { readonly state: 'running' }
  | { readonly state: 'failed'; readonly error: ErrorInfo }
  | { readonly state: 'taken'; readonly traceId: string; readonly message?: string };

/** Where traces of runs go, and whether by themselves. */
export function TelemetryDialog(): ReactNode {
  const { t } = useTranslation('exports');
  const { t: tShell } = useTranslation();
  const [form, setForm] = useState<TelemetryForm>();
  const [test, setTest] = useState<Test>({ state: 'none' });
  useEffect(() => {
    void report(async () => setForm(toForm(await requireClient().call('telemetry.get', {}))));
  }, []);
  const change = (patch: Partial<TelemetryForm>): void => {
    setForm((old) => old && { ...old, ...patch });
    setTest({ state: 'none' });
  };
  const save = (): void => {
    if (form === undefined) return;
    void report(async () => {
      await requireClient().call('telemetry.set', { settings: toSettings(form) });
      closeDialog();
    });
  };
  const send = async (): Promise<void> => {
    if (form === undefined) return;
    setTest({ state: 'running' });
    try {
      const settings = toSettings(form);
      const { traceId, message } = await requireClient().call('telemetry.test', { settings });
      setTest({ state: 'taken', traceId, ...(message === undefined ? {} : { message }) });
    } catch (error) {
      setTest({ state: 'failed', error: toErrorInfo(error) });
    }
  };
  return (
    <Dialog
      size="wide"
      title={t('telemetryTitle')}
      description={t('telemetryText')}
      onClose={closeDialog}
      actions={
        <>
          <Button
            className="mr-auto"
            icon={<Send size={16} aria-hidden />}
            disabled={test.state === 'running' || (form?.endpoint ?? '').trim() === ''}
            onClick={() => void send()}
          >
            {t('sendTest')}
          </Button>
          <Button onClick={closeDialog}>{tShell('cancel')}</Button>
          <Button variant="primary" disabled={form === undefined} onClick={save}>
            {t('keep')}
          </Button>
        </>
      }
    >
      {form === undefined ? undefined : <Fields form={form} onChange={change} />}
      <TestWords test={test} />
    </Dialog>
  );
}

interface FieldsProps {
  readonly form: TelemetryForm;
  readonly onChange: (patch: Partial<TelemetryForm>) => void;
}

function Fields({ form, onChange }: FieldsProps): ReactNode {
  const { t } = useTranslation('exports');
  const id = useId();
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-col gap-1">
        <label htmlFor={id}>{t('endpoint')}</label>
        <TextField
          id={id}
          data-first-focus
          type="url"
          value={form.endpoint}
          placeholder="http://127.0.0.1:4318"
          onChange={(event) => onChange({ endpoint: event.target.value })}
          className="font-mono text-small"
        />
        <p className="text-small text-muted">{t('endpointHelp')}</p>
      </div>
      <Headers rows={form.headers} onChange={(headers) => onChange({ headers })} />
      <Choice
        label={t('withContents')}
        help={t('withContentsHelp')}
        checked={form.withContents}
        onChange={(withContents) => onChange({ withContents })}
      />
      <Choice
        label={t('afterEveryRun')}
        help={t('afterEveryRunHelp')}
        checked={form.afterEveryRun}
        onChange={(afterEveryRun) => onChange({ afterEveryRun })}
      />
    </div>
  );
}

interface HeadersProps {
  readonly rows: readonly HeaderRow[];
  readonly onChange: (rows: readonly HeaderRow[]) => void;
}

function Headers({ rows, onChange }: HeadersProps): ReactNode {
  const { t } = useTranslation('exports');
  const { t: tRows } = useTranslation('connections');
  const id = useId();
  const change = (index: number, patch: Partial<HeaderRow>): void =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...patch } : row)));
  return (
    <div role="group" aria-labelledby={id} className="flex flex-col items-start gap-1.5">
      <span id={id}>{t('headers')}</span>
      {rows.map((row, index) => (
        // Rows have no other name than their place, and every field in them is controlled.
        <div key={`${id} ${String(index)}`} className="flex w-full items-center gap-1.5">
          <TextField
            aria-label={tRows('name')}
            placeholder={tRows('name')}
            value={row.name}
            onChange={(event) => change(index, { name: event.target.value })}
            className="max-w-48 font-mono text-small"
          />
          <TextField
            aria-label={tRows(row.isSecret ? 'secretName' : 'value')}
            placeholder={tRows(row.isSecret ? 'secretName' : 'value')}
            value={row.value}
            onChange={(event) => change(index, { value: event.target.value })}
            className="font-mono text-small"
          />
          <label className="flex shrink-0 items-center gap-1.5 px-1 text-small text-muted">
            <Switch
              label={tRows('isSecretHelp')}
              checked={row.isSecret}
              onChange={(isSecret) => change(index, { isSecret })}
            />
            {tRows('isSecret')}
          </label>
          <IconButton
            label={tRows('removeRow', { number: index + 1 })}
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
        onClick={() => onChange([...rows, emptyHeader])}
      >
        {t('addHeader')}
      </Button>
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly help: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

function Choice({ label, help, checked, onChange }: ChoiceProps): ReactNode {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4">
      <div>
        <label htmlFor={id}>{label}</label>
        <p id={`${id}-help`} className="text-small text-muted">
          {help}
        </p>
      </div>
      <Switch
        id={id}
        label={label}
        checked={checked}
        onChange={onChange}
        describedBy={`${id}-help`}
      />
    </div>
  );
}

/** What the collector made of the test trace. */
function TestWords({ test }: { readonly test: Test }): ReactNode {
  const { t } = useTranslation('exports');
  const say = useEngineWords();
  if (test.state === 'none') return undefined;
  if (test.state === 'failed') {
    const { message, action = '' } = test.error;
    return (
      <p role="alert" className="mt-4 flex gap-2">
        <CircleAlert size={14} className="mt-[3px] shrink-0 text-failed" aria-hidden />
        <span className="selectable">
          {say(message)} <span className="text-muted">{say(action)}</span>
        </span>
      </p>
    );
  }
  return (
    <p role="status" className="mt-4 flex gap-2">
      {test.state === 'running' ? (
        t('testRunning')
      ) : (
        <>
          <CircleCheck size={14} className="mt-[3px] shrink-0 text-done" aria-hidden />
          <span className="selectable wrap-anywhere">
            {t('testTaken', { id: test.traceId })} {test.message}
          </span>
        </>
      )}
    </p>
  );
}
