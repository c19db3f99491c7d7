import { KeyRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { getHost } from '../host/host.ts';
import { Button } from '../ui/button.tsx';
import { controlSurface } from '../ui/text-field.tsx';

interface SecretValueProps {
  readonly name: string;
  readonly onReplace: (() => void) | undefined;
}

/** A setting that names a secret: its name, where it is looked for, and whether it is there; never what it is. */
export function SecretValue({ name, onReplace }: SecretValueProps): ReactNode {
  const { t } = useTranslation('inspector');
  const state = useSecretState(name);
  return (
    <>
      <div className={`${controlSurface} flex h-[30px] items-center gap-2 pr-px pl-2.5`}>
        <KeyRound size={14} aria-hidden className="shrink-0 text-muted" />
        <span className="grow truncate font-mono text-small">{name}</span>
        {onReplace === undefined ? undefined : (
          <Button variant="quiet" onClick={onReplace}>
            {t('replaceSecret')}
          </Button>
        )}
      </div>
      <p className={`text-small ${state === 'secretMissing' ? 'text-waiting' : 'text-muted'}`}>
        {t(state, { name })}
      </p>
    </>
  );
}

type SecretState = 'secretLooked' | 'secretStored' | 'secretMissing' | 'secretVariable';

/** Whether the host's key store has the secret; hosts without one read it from their environment when a run asks. */
function useSecretState(name: string): SecretState {
  const [state, setState] = useState<SecretState>(
    getHost().secrets === undefined ? 'secretVariable' : 'secretLooked',
  );
  useEffect(() => {
    let isCurrent = true;
    getHost()
      .secrets?.list()
      .then(({ secrets }) => {
        const isStored = secrets.some((secret) => secret.name === name);
        if (isCurrent) setState(isStored ? 'secretStored' : 'secretMissing');
      })
      .catch(() => undefined);
    return () => {
      isCurrent = false;
    };
  }, [name]);
  return state;
}
