import { CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { getHost } from '../host/host.ts';
import { KeyForm } from './key-form.tsx';
import { Note } from './note.tsx';
import type { Secrets } from './use-secrets.ts';
import { ErrorText } from '../panels/error-text.tsx';

interface KeyStatusProps {
  /** Name of the secret. */
  readonly name: string;
  readonly secrets: Secrets;
  /** Whether the engine misses it, as far as it is known. */
  readonly isMissing: boolean | undefined;
}

/** Where a key comes from: the key store, with a field to store it, or the environment, with the name of the variable. */
export function KeyStatus({ name, secrets, isMissing }: KeyStatusProps): ReactNode {
  const { t } = useTranslation('connections');
  if (getHost().secrets === undefined) {
    return isMissing === false ? (
      <p className="flex items-center gap-1.5 text-small text-done">
        <CircleCheck size={13} aria-hidden />
        {t('keyFound')}
      </p>
    ) : (
      <p className="text-small text-muted">
        <Trans
          t={t}
          i18nKey="keyVariable"
          values={{ name }}
          components={{ name: <span className="selectable font-mono text-text" /> }}
        />
      </p>
    );
  }
  const stored = secrets.status?.secrets.some((secret) => secret.name === name) ?? false;
  return (
    <div className="flex max-w-xl flex-col gap-2">
      <SecretProblems secrets={secrets} />
      <KeyForm
        name={name}
        stored={stored}
        busy={secrets.busy}
        onChange={(value) => secrets.change(name, value)}
      />
      <p className="text-small text-muted">{t('keysStoredHere', { ns: 'shell' })}</p>
    </div>
  );
}

/** What is the matter with the key store, if anything. */
export function SecretProblems({ secrets }: { readonly secrets: Secrets }): ReactNode {
  const { t } = useTranslation();
  const { status, error } = secrets;
  return (
    <>
      {status === undefined || status.protection === 'keychain' ? undefined : (
        <Note tone="waiting">
          {t(status.protection === 'weak' ? 'keysWeak' : 'keysUnavailable')}
        </Note>
      )}
      {error === undefined ? undefined : (
        <Note tone="failed">
          <ErrorText error={error} />
        </Note>
      )}
    </>
  );
}
