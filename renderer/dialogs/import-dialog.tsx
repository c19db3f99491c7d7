import { ArrowRight, CircleCheck, CircleMinus, KeyRound, SquareDashed, Waves } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportNote } from '../../core/import/import-notes.ts';
import type {
  ImportEntry,
  ImportNeed,
  ImportReport,
  ImportResult,
  ImportedFlow,
} from '../../core/import/import-report.ts';
import { findKind } from '../engine/engine-store.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Select } from '../ui/select.tsx';
import { closeDialog } from '../screen/dialog-store.ts';

interface ImportDialogProps {
  readonly name: string;
  readonly result: ImportResult;
  readonly onOpen: (flow: ImportedFlow) => void;
}

const groups = ['placeholders', 'approximated', 'dropped', 'mapped'] as const;
type Group = (typeof groups)[number];

const marks: Readonly<Record<Group, ReactNode>> = {
  mapped: <CircleCheck size={16} className="text-done" />,
  approximated: <Waves size={16} className="text-waiting" />,
  placeholders: <SquareDashed size={16} className="text-muted" />,
  dropped: <CircleMinus size={16} className="text-failed" />,
};

/** More would only make the dialog slow; the whole list is what the command line prints. */
const mostRows = 200;

/** What became of everything in another program’s file, before its flow is opened. */
export function ImportDialog({ name, result, onOpen }: ImportDialogProps): ReactNode {
  const { t } = useTranslation('imports');
  const [chosen, setChosen] = useState(0);
  const imported = result.flows[chosen] ?? result.flows[0];
  if (imported === undefined) return undefined;
  const open = (): void => {
    closeDialog();
    onOpen(imported);
  };
  return (
    <Dialog
      size="wide"
      title={t('title', { name, builder: result.builder })}
      description={t('description')}
      onClose={closeDialog}
      actions={
        <>
          <Button onClick={closeDialog}>{t('cancel')}</Button>
          <Button variant="primary" data-first-focus onClick={open}>
            {t('open')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {result.flows.length > 1 ? (
          <div className="flex flex-col gap-1.5">
            <p className="text-muted">{t('flows', { count: result.flows.length })}</p>
            <Select
              label={t('flow')}
              value={String(chosen)}
              options={result.flows.map(({ flow }, position) => ({
                value: String(position),
                label: flow.name,
              }))}
              onChange={(value) => setChosen(Number(value))}
            />
          </div>
        ) : undefined}
        <Report report={imported.report} />
      </div>
    </Dialog>
  );
}

function Report({ report }: { readonly report: ImportReport }): ReactNode {
  const { t } = useTranslation('imports');
  const isPlain = groups.every((group) => group === 'mapped' || report[group].length === 0);
  return (
    <>
      {isPlain ? <p>{t('everything')}</p> : undefined}
      <Needs needs={report.needs} />
      {groups.map((group) =>
        report[group].length === 0 ? undefined : (
          <Entries key={group} group={group} entries={report[group]} />
        ),
      )}
    </>
  );
}

function Needs({ needs }: { readonly needs: readonly ImportNeed[] }): ReactNode {
  const { t } = useTranslation('imports');
  if (needs.length === 0) return undefined;
  return (
    <section aria-label={t('needs')}>
      <Heading mark={<KeyRound size={16} className="text-muted" />} title={t('needs')} />
      <ul className="mt-1.5 flex flex-col gap-1 pl-6">
        {needs.map(({ what, name, usedBy }) => (
          <li key={`${what} ${name}`}>
            {t(what === 'connection' ? 'needConnection' : 'needSecret', { name })}{' '}
            <span className="text-muted">{t('usedBy', { titles: usedBy.join(', ') })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface EntriesProps {
  readonly group: Group;
  readonly entries: readonly ImportEntry[];
}

function Entries({ group, entries }: EntriesProps): ReactNode {
  const { t } = useTranslation('imports');
  return (
    <section aria-label={t(group)} data-group={group}>
      <Heading mark={marks[group]} title={t(group)} count={entries.length} />
      <ul className="mt-1.5 flex flex-col divide-y divide-line rounded-control border border-line bg-sunken">
        {entries.slice(0, mostRows).map((entry) => (
          <Row key={`${entry.id} ${entry.what} ${entry.why}`} group={group} entry={entry} />
        ))}
      </ul>
      {entries.length > mostRows ? (
        <p className="mt-1 text-muted">{t('more', { count: entries.length - mostRows })}</p>
      ) : undefined}
    </section>
  );
}

function Heading({
  mark,
  title,
  count,
}: {
  readonly mark: ReactNode;
  readonly title: string;
  readonly count?: number;
}): ReactNode {
  return (
    <h3 className="flex items-center gap-2 font-semibold">
      {mark}
      {title}
      {count === undefined ? undefined : <span className="text-muted">{count}</span>}
    </h3>
  );
}

function Row({ group, entry }: { readonly group: Group; readonly entry: ImportEntry }): ReactNode {
  const { t } = useTranslation('imports');
  const words = useKindWords();
  const isWire = entry.type === 'wire';
  const became = entry.what
    .split(', ')
    .map((kind) => words(findKind(kind)?.title ?? kind))
    .join(', ');
  return (
    <li className="px-3 py-2">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-medium wrap-anywhere">{entry.title}</span>
        <span className="font-mono text-small wrap-anywhere text-muted">
          {isWire ? t('wire') : entry.type}
        </span>
        {group === 'placeholders' || isWire ? undefined : (
          <span className="flex items-center gap-1.5 self-center text-muted">
            <ArrowRight size={13} aria-hidden />
            {entry.what === '' ? t('setting') : became}
          </span>
        )}
      </p>
      <Notes notes={entry.notes} />
    </li>
  );
}

function Notes({ notes }: { readonly notes: readonly ImportNote[] }): ReactNode {
  const { t } = useTranslation('importNotes');
  const words = useKindWords();
  if (notes.length === 0) return undefined;
  return (
    <ul className="text-small text-muted">
      {notes.map(({ code, params, text }) => (
        <li key={text} className="wrap-anywhere">
          {t(code, {
            ...params,
            // What is missing comes in English words; names of nodes stay as they are.
            ...(code === 'option_lost' ? { what: words(params['what'] ?? '') } : {}),
            interpolation: { prefix: '{', suffix: '}' },
          })}
        </li>
      ))}
    </ul>
  );
}
