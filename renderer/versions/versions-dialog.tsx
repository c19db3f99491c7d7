import { Star } from 'lucide-react';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowVersion } from '../../core/contracts/kept-work.ts';
import { report } from '../commands/file-commands.ts';
import { closeDialog } from '../screen/dialog-store.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { requireClient } from '../engine/engine-store.ts';
import { classNames } from '../ui/class-names.ts';
import { Dialog } from '../ui/dialog.tsx';
import { showToast } from '../ui/toast-store.ts';
import { useDifferenceWords } from './use-difference-words.ts';
import { VersionPane } from './version-pane.tsx';

/** Every version that is kept of the open flow: what changed in each, and what can be done with it. */
export function VersionsDialog(): ReactNode {
  const { t } = useTranslation('versions');
  const { versions, refresh } = useVersions();
  const [chosenId, setChosenId] = useState<string>();
  const chosen = versions?.find(({ id }) => id === chosenId) ?? versions?.[0];
  return (
    <Dialog
      size="large"
      flush
      title={t('versionsTitle')}
      description={t('versionsText')}
      onClose={closeDialog}
    >
      {versions === undefined ? <p className="p-5 text-muted">{t('loading')}</p> : undefined}
      {versions?.length === 0 ? <p className="p-5 text-muted">{t('noVersions')}</p> : undefined}
      {versions === undefined || chosen === undefined ? undefined : (
        <>
          <VersionList versions={versions} chosen={chosen} onChoose={setChosenId} />
          <VersionPane
            key={chosen.id}
            version={chosen}
            versions={versions}
            onChanged={() => void refresh()}
          />
        </>
      )}
    </Dialog>
  );
}

function useVersions(): {
  readonly versions: readonly FlowVersion[] | undefined;
  readonly refresh: () => Promise<void>;
} {
  const { t } = useTranslation('versions');
  const [versions, setVersions] = useState<readonly FlowVersion[]>();
  const refresh = useCallback(
    () =>
      report(async () => {
        const flow = useDocumentStore.getState().root.id;
        const list = await requireClient().call('versions.list', { flow });
        setVersions(list.versions);
        for (const path of list.setAside)
          showToast({ tone: 'error', text: t('setAside', { path }) });
      }),
    [t],
  );
  useEffect(() => void refresh(), [refresh]);
  return { versions, refresh };
}

interface VersionListProps {
  readonly versions: readonly FlowVersion[];
  readonly chosen: FlowVersion;
  readonly onChoose: (id: string) => void;
}

function VersionList({ versions, chosen, onChoose }: VersionListProps): ReactNode {
  const { t } = useTranslation('versions');
  const words = useDifferenceWords();
  return (
    <nav
      aria-label={t('versionsTitle')}
      className="w-80 shrink-0 overflow-y-auto border-r border-line p-2"
    >
      <ul className="flex flex-col gap-0.5">
        {versions.map((version) => (
          <li key={version.id}>
            <button
              type="button"
              aria-current={version.id === chosen.id}
              {...(version.id === chosen.id ? { 'data-first-focus': true } : {})}
              onClick={() => onChoose(version.id)}
              className={classNames(
                'flex w-full flex-col gap-0.5 rounded-control px-2.5 py-1.5 text-left',
                version.id === chosen.id ? 'bg-accent-quiet' : 'hover:bg-hover',
              )}
            >
              <span className="flex w-full items-center gap-1.5">
                {version.name === undefined ? undefined : (
                  <Star size={13} aria-hidden className="shrink-0 fill-current text-waiting" />
                )}
                <bdi className="min-w-0 grow truncate font-medium">
                  {version.name ?? t(`reason_${version.reason}`)}
                </bdi>
                <span className="shrink-0 text-small text-muted">
                  {words.time(version.savedMs)}
                </span>
              </span>
              <span className="text-small text-muted">
                {version.counts === undefined ? t('firstVersion') : words.counts(version.counts)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
