import { EyeOff, FileOutput, Send } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportKind } from '../../core/contracts/run-exports.ts';
import { report } from '../commands/file-commands.ts';
import { requireClient } from '../engine/engine-store.ts';
import { closeDialog, openDialog } from '../screen/dialog-store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Select } from '../ui/select.tsx';
import { Switch } from '../ui/switch.tsx';
import { saveExport, sendRun } from './save-export.ts';

type Kind = Exclude<ExportKind, 'test'>;

const kinds: readonly Kind[] = ['flight', 'ndjson', 'events-csv', 'spans-csv', 'otlp'];
const kindWords = {
  flight: 'kindFlight',
  ndjson: 'kindNdjson',
  'events-csv': 'kindEventsCsv',
  'spans-csv': 'kindSpansCsv',
  otlp: 'kindOtlp',
} as const;
const kindTexts = {
  flight: 'kindFlightText',
  ndjson: 'kindNdjsonText',
  'events-csv': 'kindEventsCsvText',
  'spans-csv': 'kindSpansCsvText',
  otlp: 'kindOtlpText',
} as const;

/** Takes a run out of the record: says what will be in the file before it is written. */
export function ExportDialog({ runId }: { readonly runId: string }): ReactNode {
  const { t } = useTranslation('exports');
  const { t: tShell } = useTranslation();
  const [kind, setKind] = useState<Kind>('flight');
  // A trace goes to others by its nature: what was said goes along only if somebody wants it.
  const [wanted, setWanted] = useState<boolean>();
  const withoutContents = wanted ?? kind === 'otlp';
  const [isBusy, setBusy] = useState(false);
  const save = (): void => {
    setBusy(true);
    void report(async () => {
      await saveExport({ runId, kind, withoutContents });
      closeDialog();
    }).finally(() => setBusy(false));
  };
  return (
    <Dialog
      title={t('exportTitle')}
      description={t('exportText')}
      onClose={closeDialog}
      actions={
        <>
          <Button onClick={closeDialog}>{tShell('cancel')}</Button>
          <Button
            variant="primary"
            disabled={isBusy}
            onClick={save}
            icon={<FileOutput size={16} aria-hidden />}
          >
            {t('exportNow')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <KindChoice kind={kind} onChange={setKind} />
        <ContentsChoice withoutContents={withoutContents} onChange={setWanted} />
        <WhatIsInIt kind={kind} withoutContents={withoutContents} />
        {kind === 'otlp' ? <Collector runId={runId} /> : undefined}
      </div>
    </Dialog>
  );
}

interface KindChoiceProps {
  readonly kind: Kind;
  readonly onChange: (kind: Kind) => void;
}

function KindChoice({ kind, onChange }: KindChoiceProps): ReactNode {
  const { t } = useTranslation('exports');
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-center gap-3">
        <span className="w-24 shrink-0 text-muted">{t('format')}</span>
        <Select
          label={t('format')}
          value={kind}
          onChange={(value) => onChange(kinds.find((known) => known === value) ?? 'flight')}
          options={kinds.map((value) => ({ value, label: t(kindWords[value]) }))}
        />
      </div>
      <p className="text-muted">{t(kindTexts[kind])}</p>
    </div>
  );
}

interface ContentsChoiceProps {
  readonly withoutContents: boolean;
  readonly onChange: (withoutContents: boolean) => void;
}

function ContentsChoice({ withoutContents, onChange }: ContentsChoiceProps): ReactNode {
  const { t } = useTranslation('exports');
  const id = useId();
  return (
    <div className="flex h-7 items-center justify-between gap-2">
      <label htmlFor={id}>{t('leaveOut')}</label>
      <Switch id={id} label={t('leaveOut')} checked={withoutContents} onChange={onChange} />
    </div>
  );
}

interface WhatProps {
  readonly kind: Kind;
  readonly withoutContents: boolean;
}

/** Plain words on what leaves this computer. */
function WhatIsInIt({ kind, withoutContents }: WhatProps): ReactNode {
  const { t } = useTranslation('exports');
  const holdsFlow = kind === 'flight';
  const points = [
    t(withoutContents ? 'inWithout' : 'inWhole'),
    ...(holdsFlow ? [t('inFlow')] : []),
    ...(holdsFlow && !withoutContents ? [t('inTraffic')] : []),
  ];
  return (
    <div className="rounded-control border border-line bg-sunken p-3" role="status">
      <ul className="flex list-disc flex-col gap-1 pl-4">
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
      <p className="mt-2 flex gap-2 text-muted">
        <EyeOff size={14} className="mt-[3px] shrink-0" aria-hidden />
        {t('masked')}
      </p>
    </div>
  );
}

/** Sends the run to where the settings say, or leads to them. */
function Collector({ runId }: { readonly runId: string }): ReactNode {
  const { t } = useTranslation('exports');
  const [endpoint, setEndpoint] = useState('');
  useEffect(() => {
    void report(async () => {
      const settings = await requireClient().call('telemetry.get', {});
      setEndpoint(settings.endpoint);
    });
  }, []);
  const host = URL.canParse(endpoint) ? new URL(endpoint).host : undefined;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {host === undefined ? undefined : (
        <Button icon={<Send size={16} aria-hidden />} onClick={() => void sendRun(runId)}>
          {t('sendTo', { host })}
        </Button>
      )}
      <Button variant="quiet" onClick={() => openDialog({ kind: 'telemetry' })}>
        {t(host === undefined ? 'setUpCollector' : 'changeCollector')}
      </Button>
    </div>
  );
}
