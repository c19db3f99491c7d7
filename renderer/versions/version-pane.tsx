import { Copy, GitCompare, RotateCcw, Trash2 } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowVersion } from '../../core/contracts/kept-work.ts';
import { compareFlows } from '../../core/model/compare-flows.ts';
import { report } from '../commands/file-commands.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { requireClient } from '../engine/engine-store.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { DifferenceList } from './difference-list.tsx';
import { listDifferences, type DifferenceRow } from './list-differences.ts';
import { longestName } from './mark-dialog.tsx';
import { useDifferenceWords } from './use-difference-words.ts';
import { compareVersion, openVersionCopy, readVersion, restoreVersion } from './version-actions.ts';

interface VersionPaneProps {
  readonly version: FlowVersion;
  /** All of the flow's, the newest first. */
  readonly versions: readonly FlowVersion[];
  readonly onChanged: () => void;
}

/** One version: when and why it was kept, what changed in it, and what can be done with it. */
export function VersionPane({ version, versions, onChanged }: VersionPaneProps): ReactNode {
  const { t } = useTranslation('versions');
  const words = useDifferenceWords();
  const readOnly = useDocumentStore((store) => store.fileReadOnly);
  const flowId = useDocumentStore((store) => store.root.id);
  const remove = (): Promise<void> =>
    report(async () => {
      await requireClient().call('versions.remove', { flow: flowId, id: version.id });
      onChanged();
    });
  return (
    <div className="flex min-w-0 grow flex-col">
      <div className="flex flex-col gap-3 border-b border-line p-4">
        <div>
          <h3 className="font-semibold">{words.time(version.savedMs)}</h3>
          <p className="text-small text-muted">
            {t(`reason_${version.reason}`)} · <bdi className="wrap-anywhere">{version.file}</bdi>
          </p>
        </div>
        <NameField version={version} flowId={flowId} onChanged={onChanged} />
        <div className="flex flex-wrap gap-2">
          <Button
            variant="primary"
            icon={<RotateCcw size={14} />}
            disabled={readOnly}
            onClick={() => void restoreVersion(version)}
          >
            {t('restore')}
          </Button>
          <Button icon={<Copy size={14} />} onClick={() => void openVersionCopy(version)}>
            {t('openCopy')}
          </Button>
          <Button variant="danger" icon={<Trash2 size={14} />} onClick={() => void remove()}>
            {t('remove')}
          </Button>
        </div>
        <CompareRow version={version} versions={versions} />
      </div>
      <Changes version={version} versions={versions} flowId={flowId} />
    </div>
  );
}

interface NameFieldProps {
  readonly version: FlowVersion;
  readonly flowId: string;
  readonly onChanged: () => void;
}

function NameField({ version, flowId, onChanged }: NameFieldProps): ReactNode {
  const { t } = useTranslation('versions');
  const [name, setName] = useState(version.name ?? '');
  const wanted = name.trim();
  const isKept = wanted === (version.name ?? '');
  const keep = (): Promise<void> =>
    report(async () => {
      const mark = { flow: flowId, id: version.id, name: wanted === '' ? null : wanted };
      await requireClient().call('versions.mark', mark);
      onChanged();
    });
  return (
    <form
      className="flex gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isKept) void keep();
      }}
    >
      <TextField
        aria-label={t('name')}
        placeholder={t('namePlaceholder')}
        maxLength={longestName}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" disabled={isKept}>
        {t('nameVersion')}
      </Button>
    </form>
  );
}

function CompareRow({ version, versions }: Omit<VersionPaneProps, 'onChanged'>): ReactNode {
  const { t } = useTranslation('versions');
  const words = useDifferenceWords();
  const [other, setOther] = useState('now');
  const others = versions.filter(({ id }) => id !== version.id);
  const options = [
    { value: 'now', label: t('flow_now') },
    { value: 'saved', label: t('flow_saved') },
    ...others.map((one) => ({
      value: one.id,
      label: one.name ?? t(`reason_${one.reason}`),
      note: words.time(one.savedMs),
      group: t('versionsTitle'),
    })),
  ];
  const compare = (): void => {
    const chosen = others.find(({ id }) => id === other);
    void compareVersion(version, chosen ?? (other === 'saved' ? 'saved' : 'now'));
  };
  return (
    <div className="flex items-center gap-2">
      <span className="shrink-0 text-muted">{t('compareWith')}</span>
      <Select label={t('compareWith')} value={other} options={options} onChange={setOther} />
      <Button icon={<GitCompare size={14} />} onClick={compare}>
        {t('show')}
      </Button>
    </div>
  );
}

type ChangesProps = Omit<VersionPaneProps, 'onChanged'> & { readonly flowId: string };

function Changes({ version, versions, flowId }: ChangesProps): ReactNode {
  const { t } = useTranslation('versions');
  const [rows, setRows] = useState<readonly DifferenceRow[]>();
  const before = versions[versions.indexOf(version) + 1];
  useEffect(() => {
    let isOver = false;
    const read = async (): Promise<void> => {
      if (before === undefined) return;
      const [was, is] = await Promise.all([
        readVersion(flowId, before),
        readVersion(flowId, version),
      ]);
      if (!isOver) setRows(listDifferences(compareFlows(was, is)));
    };
    void report(read);
    return () => {
      isOver = true;
    };
  }, [version, before, flowId]);
  return (
    <div
      tabIndex={0}
      role="group"
      aria-label={t('since')}
      className="min-h-0 grow overflow-y-auto p-4 -outline-offset-2"
    >
      <h4 className="mb-2 text-small text-muted">
        {t(before === undefined ? 'sinceFirst' : 'since')}
      </h4>
      {rows === undefined ? undefined : <DifferenceList rows={rows} />}
    </div>
  );
}
