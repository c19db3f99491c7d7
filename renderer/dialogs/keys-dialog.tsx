import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SecretStatus } from '../../core/api/host-bridge.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { getHost } from '../host/host.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { closeDialog } from './dialog-store.ts';
import { KeyForm } from './key-form.tsx';
import { listKeys } from './list-keys.ts';
import type { ConnectionEntry } from './list-keys.ts';
import { useSecrets } from './use-secrets.ts';

/** The connections of this host, what each needs, and, where the host can store them, their keys. */
export function KeysDialog(): ReactNode {
  const { t } = useTranslation();
  const connections = useEngineStore((store) => store.connections);
  const { status, error, busy, change } = useSecrets();
  const { entries, others } = listKeys(connections, status?.secrets ?? []);
  const stores = getHost().secrets !== undefined;
  return (
    <Dialog
      size="wide"
      title={t('keys')}
      description={t(stores ? 'keysStoredHere' : 'keysFromEnvironment')}
      onClose={closeDialog}
    >
      <div className="flex flex-col gap-3">
        {status === undefined ? undefined : <Protection protection={status.protection} />}
        {error === undefined ? undefined : (
          <Note tone="failed">
            {error.message} <span className="text-muted">{error.action}</span>
          </Note>
        )}
        <ul className="flex flex-col divide-y divide-line rounded-control border border-line">
          {entries.map((entry) => (
            <li key={entry.connection.id} className="flex flex-col gap-3 p-3">
              <Connection entry={entry} />
              {entry.key !== undefined && stores ? (
                <KeyForm
                  {...entry.key}
                  busy={busy}
                  onChange={(value) => change(entry.key?.name ?? '', value)}
                />
              ) : undefined}
            </li>
          ))}
        </ul>
        {others.length === 0 ? undefined : (
          <ul aria-label={t('keysOther')} className="flex flex-col">
            {others.map((name) => (
              <li key={name} className="flex h-8 items-center gap-2 px-3">
                <span className="grow truncate font-mono text-small">{name}</span>
                <Button
                  variant="danger"
                  aria-label={t('keyRemoveName', { name })}
                  disabled={busy}
                  onClick={() => void change(name, null)}
                >
                  {t('keyRemove')}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}

function Connection({ entry }: { readonly entry: ConnectionEntry }): ReactNode {
  const { t } = useTranslation();
  const words = useKindWords();
  const { label, note, models, problem, variables = [] } = entry.connection;
  const stores = getHost().secrets !== undefined;
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-baseline gap-2">
        <h3 className="font-semibold">{words(label)}</h3>
        <span className="min-w-0 grow truncate text-muted">{words(note)}</span>
        <span
          className={`flex shrink-0 items-center gap-1.5 self-center text-small ${problem === undefined ? 'text-done' : 'text-waiting'}`}
        >
          {problem === undefined ? (
            <CircleCheck size={14} aria-hidden />
          ) : (
            <TriangleAlert size={14} aria-hidden />
          )}
          {t(problem === undefined ? 'connectionReady' : 'connectionNotReady')}
        </span>
      </div>
      <p className="text-small text-muted">
        {t('connectionModels')} <span className="selectable font-mono">{models.join(', ')}</span>
      </p>
      {problem === undefined ? undefined : <p className="selectable text-small">{problem}</p>}
      {stores || variables.length === 0 ? undefined : (
        <p className="text-small text-muted">
          {t('connectionVariables')}{' '}
          <span className="selectable font-mono text-text">{variables.join(', ')}</span>
        </p>
      )}
    </div>
  );
}

function Protection({ protection }: Pick<SecretStatus, 'protection'>): ReactNode {
  const { t } = useTranslation();
  if (protection === 'keychain') return undefined;
  return <Note tone="waiting">{t(protection === 'weak' ? 'keysWeak' : 'keysUnavailable')}</Note>;
}

interface NoteProps {
  readonly tone: 'failed' | 'waiting';
  readonly children: ReactNode;
}

function Note({ tone, children }: NoteProps): ReactNode {
  return (
    <p
      role="status"
      className={`flex items-start gap-2 rounded-control px-3 py-2 text-small ${tone === 'failed' ? 'bg-failed-quiet' : 'bg-waiting-quiet'}`}
    >
      <TriangleAlert
        size={14}
        aria-hidden
        className={`mt-px shrink-0 ${tone === 'failed' ? 'text-failed' : 'text-waiting'}`}
      />
      <span>{children}</span>
    </p>
  );
}
