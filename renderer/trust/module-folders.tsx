import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModuleFolder } from '../../core/contracts/own-modules.ts';
import { useRequest } from '../ui/use-request.ts';
import { requireClient } from '../engine/engine-store.ts';
import { ErrorText } from '../panels/error-text.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useTrustStore } from '../document/trust-store.ts';
import { useEngineWords } from '../i18n/use-engine-words.ts';

/** The folders of the person's own modules: what they hold, and whether it is loaded. */
export function ModuleFolders(): ReactNode {
  const { t } = useTranslation('trust');
  const folders = useTrustStore((store) => store.folders);
  const [path, setPath] = useState('');
  const { busy, error, run } = useRequest<void>();
  const refresh = async (): Promise<void> => {
    useTrustStore.setState({ folders: await requireClient().call('modules.list', {}) });
  };
  const add = async (): Promise<void> => {
    await requireClient().call('modules.add', { folder: path.trim() });
    setPath('');
    await refresh();
  };
  const trust = async ({ folder, digest }: ModuleFolder, whileEdited: boolean): Promise<void> => {
    await requireClient().call('modules.trust', { folder, digest, whileEdited, always: true });
    await refresh();
  };
  const remove = async (folder: string): Promise<void> => {
    await requireClient().call('modules.remove', { folder });
    await refresh();
  };
  return (
    <section aria-label={t('modules')} className="flex flex-col gap-2">
      <h3 className="font-semibold">{t('modules')}</h3>
      <p className="text-muted">{t('modulesText')}</p>
      {folders.length === 0 ? <p className="text-muted">{t('noModules')}</p> : undefined}
      {folders.map((folder) => (
        <Folder
          key={folder.folder}
          folder={folder}
          busy={busy}
          onTrust={(whileEdited) => run(() => trust(folder, whileEdited))}
          onRemove={() => run(() => remove(folder.folder))}
        />
      ))}
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (path.trim() !== '') run(add);
        }}
      >
        <label className="flex grow flex-col gap-1">
          <span>{t('modulesFolder')}</span>
          <TextField
            value={path}
            className="font-mono"
            placeholder="/home/me/flows/modules"
            onChange={(event) => setPath(event.target.value)}
          />
        </label>
        <Button type="submit" disabled={busy || path.trim() === ''}>
          {t('addFolder')}
        </Button>
      </form>
      {error === undefined ? undefined : <ErrorText error={error} />}
    </section>
  );
}

interface FolderProps {
  readonly folder: ModuleFolder;
  readonly busy: boolean;
  readonly onTrust: (whileEdited: boolean) => void;
  readonly onRemove: () => void;
}

function Folder({ folder, busy, onTrust, onRemove }: FolderProps): ReactNode {
  const { t } = useTranslation('trust');
  const say = useEngineWords();
  const { state, whileEdited, files, digest, kinds, problems } = folder;
  const isLoaded = state === 'trusted';
  return (
    <div
      data-module-folder={state}
      className="flex flex-col gap-1.5 rounded-control border border-line bg-sunken p-3"
    >
      <p className="flex flex-wrap items-baseline gap-x-2">
        <bdi className="selectable font-mono text-small wrap-anywhere">{folder.folder}</bdi>
        <span className={isLoaded ? 'text-done' : 'text-waiting'}>{t(`state_${state}`)}</span>
        {whileEdited ? (
          <span className="text-small text-muted">{t('whileEdited')}</span>
        ) : undefined}
      </p>
      <details>
        <summary className="cursor-pointer text-small text-muted">
          {t('files', { count: files.length })} ·{' '}
          {t('fingerprint', { digest: digest.slice(0, 16) })}
        </summary>
        <ul className="max-h-32 overflow-y-auto pl-4 font-mono text-small">
          {files.map(({ path }) => (
            <li key={path} className="wrap-anywhere">
              {path}
            </li>
          ))}
        </ul>
      </details>
      {kinds.length === 0 ? undefined : (
        <p className="text-small wrap-anywhere">{kinds.join(', ')}</p>
      )}
      {problems.map((problem) => (
        <p key={`${problem.file}:${problem.line}`} className="text-small wrap-anywhere text-failed">
          {[problem.file, problem.line, problem.column].filter(Boolean).join(':')}:{' '}
          {say(problem.message)} {say(problem.action ?? '')}
        </p>
      ))}
      <div className="flex flex-wrap justify-end gap-2">
        <Button disabled={busy} onClick={onRemove}>
          {t('removeFolder')}
        </Button>
        {isLoaded && !whileEdited ? undefined : (
          <Button disabled={busy || digest === ''} onClick={() => onTrust(false)}>
            {t('trustAsIs')}
          </Button>
        )}
        {whileEdited ? undefined : (
          <Button disabled={busy || digest === ''} onClick={() => onTrust(true)}>
            {t('trustEdited')}
          </Button>
        )}
      </div>
    </div>
  );
}
