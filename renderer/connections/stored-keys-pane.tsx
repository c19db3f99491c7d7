import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { SecretProblems } from './key-status.tsx';
import type { Secrets } from './use-secrets.ts';

interface StoredKeysPaneProps {
  readonly names: readonly string[];
  readonly secrets: Secrets;
}

/** Keys in the key store that no connection asks for any more. */
export function StoredKeysPane({ names, secrets }: StoredKeysPaneProps): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="flex min-h-0 grow flex-col gap-4 overflow-y-auto p-5">
      <h3 className="text-[15px] leading-6 font-semibold">{t('keysOther')}</h3>
      <SecretProblems secrets={secrets} />
      <ul className="flex flex-col divide-y divide-line">
        {names.map((name) => (
          <li key={name} className="flex h-10 items-center gap-2">
            <span className="grow truncate font-mono text-small">{name}</span>
            <Button
              variant="danger"
              aria-label={t('keyRemoveName', { name })}
              disabled={secrets.busy}
              onClick={() => void secrets.change(name, null)}
            >
              {t('keyRemove')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
